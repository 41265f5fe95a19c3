// What the colour of a thing tells: its type, or the community that it deals with most.

function showColour() {
  const grouped = want.colour === "community";
  for (const radio of document.querySelectorAll("input[name=colour]")) radio.checked = radio.value === want.colour;
  legend.querySelector("[data-group=community]").hidden = !grouped;
  legend.classList.toggle("by-community", grouped);
}

for (const radio of document.querySelectorAll("input[name=colour]")) radio.addEventListener("change", () => {
  want.colour = radio.value;
  off.community.clear(); // its rows come and go with the colours
  showWanted();
  apply();
});
