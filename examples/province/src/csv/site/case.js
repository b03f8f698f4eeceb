// The number that the form asked for; the page itself is the same for everybody.
var number = /[?&]number=([^&]*)/.exec(location.search)
var shown = document.querySelector("tongban-case-status")
if (number) shown.setAttribute("number", decodeURIComponent(number[1].replace(/\+/g, " ")))
