// The last script of every page: all before it have run, so what the page says of scripts is true.

document.body.classList.add("js-enabled");
