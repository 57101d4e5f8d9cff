// Said before anything is painted: what stands on a page only without scripts never shows, and
// nothing moves when the other scripts come.
document.documentElement.classList.add("scripted");
