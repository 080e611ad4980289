// What pages use of GOV.UK Frontend's Exit this page, which comes without types.

export class ExitThisPage {
  constructor(root: Element);
}
