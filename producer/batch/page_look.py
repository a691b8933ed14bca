"""How ``report.html`` looks, and what its links do: kept in the page itself, so that it needs nothing beside it."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.75rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
article { display: grid; grid-template-columns: 20rem 1fr; gap: 0 1.5rem; padding: 1.25rem 0;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
header { padding-bottom: 1rem; }
video { width: 100%; aspect-ratio: 16 / 9; background: #000; border-radius: .5rem; }
audio { width: 100%; }
.film { position: sticky; top: 1rem; align-self: start; }
.failed .film:empty::after { content: "Nothing to play"; opacity: .6; font-size: .875rem; }
.small, q { opacity: .72; font-size: .875rem; overflow-wrap: anywhere; }
.links a { margin-right: .75rem; }
ol { list-style: none; margin: .75rem 0 0; padding: 0; }
li { padding: .35rem .5rem; margin: 0 -.5rem; border-radius: .375rem; }
li.playing { background: color-mix(in srgb, Highlight 22%, transparent); }
li a { display: inline-block; min-width: 4.5rem; font-variant-numeric: tabular-nums; }
li b { display: inline-block; min-width: 5rem; font-weight: 600; }
li q { display: block; white-space: pre-line; padding-left: 4.75rem; }
@media (max-width: 48rem) {
  article { grid-template-columns: 1fr; }
  .film { position: static; padding-bottom: .75rem; }
}
"""

SCRIPT = """\
"use strict";
// A time plays its place in the player beside it, and stops after it. Without this, the link opens the file there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-from]");
  const player = link && link.closest("article").querySelector("video, audio");
  if (!player) return;
  event.preventDefault();
  const begin = Number(link.dataset.from), end = Number(link.dataset.to);
  const play = () => { player.currentTime = begin; player.play(); };
  document.querySelectorAll("video, audio").forEach((other) => { if (other !== player) other.pause(); });
  document.querySelectorAll("li.playing").forEach((line) => line.classList.remove("playing"));
  link.closest("li").classList.add("playing");
  player.ontimeupdate = () => { if (player.currentTime >= end) { player.pause(); player.ontimeupdate = null; } };
  if (player.readyState > 0) { play(); return; }
  player.addEventListener("loadedmetadata", play, { once: true });
  player.preload = "auto";
  player.load();
});
"""
