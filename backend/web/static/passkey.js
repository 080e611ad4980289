// Hands the server's options to the browser's passkey dialogue and sends back what it answers.
const form = /** @type {HTMLFormElement|null} */ (document.getElementById("passkey-form"));
if (form) {
  const ask = form.dataset.passkey === "register" ? handleRegister : handleSignin;
  ask(form.dataset.options ?? "").then((result) => {
    if (result.error_msg) {
      /** @type {HTMLElement} */ (document.getElementById("passkey-state")).textContent = `That did not work: ${result.error_msg}`;
    } else {
      /** @type {HTMLInputElement} */ (document.getElementById("credential")).value = result.credential ?? "";
      form.submit();
    }
  });
}
