// Hands the server's options to the browser's passkey dialogue and sends back what it answers.
const form = document.getElementById("passkey-form");
if (form) {
  const ask = form.dataset.passkey === "register" ? handleRegister : handleSignin;
  ask(form.dataset.options).then((result) => {
    if (result.error_msg) {
      document.getElementById("passkey-state").textContent = `That did not work: ${result.error_msg}`;
    } else {
      document.getElementById("credential").value = result.credential;
      form.submit();
    }
  });
}
