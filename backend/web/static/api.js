/* Shows the description of the API; a file of its own, since the page allows no inline script. */
const place = /** @type {HTMLElement} */ (document.getElementById("api"));
window.SwaggerUIBundle({
  url: place.dataset.description,
  domNode: place,
  deepLinking: false,
  validatorUrl: null,
  supportedSubmitMethods: ["get", "put", "post"],
});
