/** Light and dark by the reader's choice; one column on a phone. */
export const style = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #14171c);
  --panel: light-dark(#ffffff, #1d2128);
  --line: light-dark(#dfe3e8, #323843);
  --text: light-dark(#1b2027, #e8ebef);
  --quiet: light-dark(#5b6573, #9aa5b4);
  --good: light-dark(#11663f, #6fd3a0);
  --refused: light-dark(#8a5a00, #f0c060);
  --bad: light-dark(#a8232f, #ff8f98);
  --accent: light-dark(#2446a8, #9db6ff);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
header, main { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; padding-top: 1.25rem; }
h1 { font-size: 1.25rem; margin: 0; }
h2 { font-size: 1rem; margin: 0 0 .25rem; display: flex; justify-content: space-between; gap: 1rem; }
#link { margin: 0; color: var(--quiet); font-size: .875rem; }
#link::before { content: ""; display: inline-block; width: .6em; height: .6em; border-radius: 50%; margin-right: .4em; background: var(--quiet); }
#link.on::before { background: var(--good); }
#link.off { color: var(--bad); }
#link.off::before { background: var(--bad); }
main { padding-top: 1rem; padding-bottom: 2rem; display: grid; gap: 1rem; }
#providers { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); align-items: start; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; min-width: 0; }
.held { color: var(--quiet); font-size: .875rem; font-weight: normal; white-space: nowrap; }
code, pre, .mono { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.url { display: block; color: var(--accent); overflow-wrap: anywhere; margin-bottom: .5rem; }
.none { color: var(--quiet); margin: .5rem 0 0; }
ul, ol { list-style: none; margin: 0; padding: 0; }
#providers ul { max-height: 26rem; overflow-y: auto; }
li { border-top: 1px solid var(--line); }
summary { cursor: pointer; padding: .5rem 0; display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; }
summary::-webkit-details-marker { display: none; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; border-radius: .25rem; }
.who { overflow-wrap: anywhere; padding-left: 1.1em; position: relative; }
.who::before { content: "\\25b8"; position: absolute; left: 0; color: var(--quiet); }
details[open] .who::before { content: "\\25be"; }
.id { padding-left: 1.35em; grid-column: 1 / -1; color: var(--quiet); overflow-wrap: anywhere; }
.mode { font-size: .75rem; align-self: center; padding: 0 .5em; border: 1px solid var(--line); border-radius: 1em; color: var(--quiet); }
.mode.live { color: var(--bad); border-color: currentcolor; }
pre { margin: 0 0 .75rem; padding: .6rem; background: var(--ground); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; }
#requests li { display: grid; grid-template-columns: 6.5rem 4.5rem 4rem minmax(0, 1fr) 6rem 4.5rem; gap: 0 .75rem; padding: .4rem 0; align-items: baseline; }
#requests .path { overflow-wrap: anywhere; }
#requests .provider { font-size: .875rem; }
#requests .time, #requests .took { color: var(--quiet); font-variant-numeric: tabular-nums; }
#requests .status, #requests .took { text-align: right; white-space: nowrap; }
.good { color: var(--good); } .refused { color: var(--refused); } .bad { color: var(--bad); }
@media (max-width: 46rem) {
  #requests li { grid-template-columns: auto auto 1fr auto; }
  #requests .path { grid-column: 1 / -1; grid-row: 2; }
  #requests .time { grid-column: 1; grid-row: 1; }
  #requests .provider { grid-column: 2; grid-row: 1; }
  #requests .method { grid-column: 3; grid-row: 1; }
  #requests .status { grid-column: 4; grid-row: 1; }
  #requests .took { display: none; }
}
`
