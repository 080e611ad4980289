// What pages use of GOV.UK Frontend, which comes without types.

export function initAll(): void;
