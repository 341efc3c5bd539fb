/** Light and dark by the reader's choice; one column on a phone. */
export const style = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #14171c); --panel: light-dark(#ffffff, #1d2128); --line: light-dark(#dfe3e8, #323843);
  --text: light-dark(#1b2027, #e8ebef); --quiet: light-dark(#5b6573, #9aa5b4); --accent: light-dark(#2446a8, #9db6ff);
  --good: light-dark(#11663f, #6fd3a0); --refused: light-dark(#8a5a00, #f0c060); --bad: light-dark(#a8232f, #ff8f98);
}
* { box-sizing: border-box; min-width: 0; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
header, main { max-width: 84rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; padding-top: 1.25rem; }
h1 { font-size: 1.25rem; margin: 0; }
h2 { font-size: 1rem; margin: 0 0 .5rem; display: flex; justify-content: space-between; gap: 1rem; }
#link { margin: 0; color: var(--quiet); font-size: .875rem; }
#link::before { content: ""; display: inline-block; width: .6em; height: .6em; border-radius: 50%; margin-right: .4em; background: currentcolor; }
.on #link::before { background: var(--good); } .off #link { color: var(--bad); }
.off main { opacity: .5; filter: grayscale(1); }
main { padding-top: 1rem; padding-bottom: 2rem; display: grid; gap: 1rem; }
#cards, #sides { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); align-items: start; }
#sides { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; }
label, .held, .name, .time, .took, .id, .none, dt, .part p { color: var(--quiet); font-size: .8125rem; font-weight: normal; }
.mono, pre { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
dl, ul, ol, p { list-style: none; margin: 0; padding: 0; }
.value { display: grid; grid-template-columns: 5.4rem 1fr; align-items: baseline; padding: .15rem 0; }
dd { margin: 0; display: flex; justify-content: space-between; align-items: start; gap: .5rem; }
dd .mono { color: var(--accent); font-size: .75rem; } .value:last-child { grid-template-columns: 1fr; }
button, select, input { font: inherit; font-size: .8125rem; color: var(--text); background: var(--ground); border: 1px solid var(--line); border-radius: .35rem; padding: .15rem .5rem; max-width: 100%; }
button { cursor: pointer; flex: none; } button:disabled { cursor: default; opacity: .55; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; } .armed { color: var(--refused); font-size: .875rem; }
.acts, #filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin-top: .5rem; } #filter { margin: 0; } #filter label:last-child { flex: 1 1 16rem; } #q { width: min(100% - 4rem, 40rem); font-size: .9375rem; }
li + li, li details { border-top: 1px solid var(--line); } li + li details, .armed li { border: 0; }
summary { cursor: pointer; padding: .4rem 0 .4rem 1.1em; display: grid; gap: 0 .75rem; align-items: baseline; position: relative; }
summary::before { content: "\\25b8"; position: absolute; left: 0; top: .4rem; color: var(--quiet); } details[open] > summary::before { content: "\\25be"; }
#requests summary { grid-template-columns: 4.6rem 4rem 3.6rem minmax(0, 1fr) auto 4.5rem; } .fault { grid-column: 4 / -1; font-size: .8125rem; color: var(--refused); }
#customers summary { grid-template-columns: 4rem minmax(0, 1fr) auto; } .who { overflow-wrap: anywhere; grid-column: 1 / 3; } .id { grid-column: 2 / -1; } .status, .took { text-align: right; white-space: nowrap; }
.mode { font-size: .75rem; padding: 0 .5em; border: 1px solid; border-radius: 1em; color: var(--quiet); } .mode.live { color: var(--bad); } .mode.none { visibility: hidden; }
summary::-webkit-details-marker { display: none; } pre { margin: 0 0 .75rem; padding: .6rem; background: var(--ground); border-radius: .4rem; white-space: pre-wrap; }
.good { color: var(--good); } .refused, .waiting { color: var(--refused); } .bad { color: var(--bad); }
@media (max-width: 60rem) { #sides { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  #requests summary { grid-template-columns: auto auto 1fr auto auto; }
  #requests .path { grid-column: 1 / -1; grid-row: 2; } .fault { grid-column: 1 / -1; }
  .value { grid-template-columns: 1fr; }
}
`
