// @ts-check
// The look of the panel.
export const PANEL = `
:host{color-scheme:light dark}
*{box-sizing:border-box;margin:0;padding:0}
.panel{--ink:#17231f;--paper:#fff;--soft:#5a6a65;--line:#e1e8e6;--accent:#0b6b5a;--tint:#eef6f3;--warn:#7a5c0c;--warntint:#fbf5e4;--bad:#9c3425;--sell:#b4531f;
 color-scheme:light dark;position:fixed;width:min(424px,calc(100vw - 16px));overflow:auto;scrollbar-width:thin;scrollbar-color:var(--line) transparent;overscroll-behavior:contain;
 font:400 13px/1.5 "PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;font-variant-numeric:tabular-nums;
 color:var(--ink);background:var(--paper);overflow-wrap:anywhere;border:1px solid var(--line);border-radius:14px;box-shadow:0 12px 40px rgb(0 30 20/.22),0 2px 8px rgb(0 30 20/.10);text-align:start}
.panel:focus{outline:none}
header{display:grid;grid-template-columns:1fr auto;align-items:center;gap:2px 8px;padding:14px 16px 12px;border-block-end:1px solid var(--line);position:sticky;top:0;background:var(--paper);z-index:1}
h2{font-size:16px;font-weight:700}
.shop{grid-column:1/-1;color:var(--soft);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.retail{grid-column:1/-1;color:var(--soft)}
.retail bdi{color:var(--ink);font-weight:600}
button,a,summary{font:inherit;color:inherit;cursor:pointer}
button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid #2f7df6;outline-offset:2px;border-radius:8px}
.close{display:grid;place-items:center;width:32px;height:32px;border:0;border-radius:8px;background:none}
.close:hover{background:var(--tint)}
.icon{width:18px;height:18px;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round;flex:none}
.match{border-block-end:1px solid var(--line);padding:0 16px}
summary{display:flex;align-items:center;gap:8px;min-height:48px;list-style:none;flex-wrap:wrap;padding-block:8px}
summary::-webkit-details-marker{display:none}
summary::after{content:"";width:7px;height:7px;border:solid var(--soft);border-width:0 1.5px 1.5px 0;transform:rotate(45deg);margin-inline-start:auto;flex:none}
[open]>summary::after{transform:rotate(225deg)}
.chip{border:1.5px solid var(--accent);color:var(--accent);border-radius:7px;padding:1px 7px;font-weight:600;white-space:nowrap}
.similar .chip{border-style:dashed;border-color:var(--warn);color:var(--warn)}
summary .price{font-size:18px;font-weight:700}
summary .saving{color:var(--accent);font-weight:600}
.dearer .saving,.similar .saving{color:var(--soft);font-weight:400}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px}
figure{display:grid;gap:6px;align-content:start;min-width:0}
.picture,.none{width:100%;height:132px;object-fit:contain;border-radius:10px;border:1px solid var(--line);background:#fff}
.picture[hidden]{display:none}
.none{display:grid;place-items:center;text-align:center;color:var(--soft);font-size:12px;padding:6px;background:var(--tint)}
.show{min-height:32px;border:1px solid var(--soft);border-radius:8px;padding:0 12px;background:var(--paper);color:var(--ink)}
.show:disabled{opacity:.5;cursor:progress}
figcaption{display:grid;gap:1px}
figcaption b{font-size:11px;font-weight:600;color:var(--soft)}
.name{overflow-wrap:anywhere;display:-webkit-box;-webkit-line-clamp:4;-webkit-box-orient:vertical;overflow:hidden}
mark{background:none;color:inherit;text-decoration:underline dotted 1.5px var(--warn);text-underline-offset:3px}
.pair+.fine{margin-block-start:6px}
h3{font-size:13px;font-weight:700}
h4{font-size:12px;font-weight:600;margin-block-start:6px}
ul{list-style:none;display:flex;flex-wrap:wrap;gap:6px}
.reasons{margin-block:10px}
.reasons li{display:inline-flex;gap:5px;border-radius:6px;padding:1px 8px;background:var(--tint);color:var(--accent)}
.reasons li bdi{color:var(--ink)}
.reasons .against{background:var(--warntint);color:var(--bad)}
.sum{background:var(--tint);border-radius:10px;padding:10px 12px}
table{width:100%;border-collapse:collapse}
caption{text-align:start;font-size:12px;color:var(--soft);padding-block-end:4px}
th{font-weight:400;text-align:start;padding-block:2px}
td{text-align:end;white-space:nowrap}
thead th{font-size:12px;color:var(--soft);text-align:end;padding-block-end:4px}
tbody td+td,thead th+th{padding-inline-start:14px;color:var(--soft)}
tbody .each td+td{font-weight:400;font-size:13px}
.freight td{white-space:normal}
tbody th{padding-inline-end:8px}
tfoot td{text-align:start;padding-block-start:8px;white-space:normal;font-weight:600;color:var(--accent)}
tfoot.worse td{color:var(--bad)}
.buy{display:flex;flex-wrap:wrap;align-items:center;gap:8px 10px;padding-block-end:10px}
.label{color:var(--soft);font-size:12px}
.stepper{display:inline-flex;border:1px solid var(--line);border-radius:8px;background:var(--paper)}
.stepper button,.tier{border:0;background:none;min-width:32px;min-height:32px;font-size:16px;line-height:1}
.stepper button:disabled{opacity:.4;cursor:default}
.stepper input{width:64px;min-height:32px;border:solid var(--line);border-width:0 1px;background:none;color:inherit;font:inherit;font-weight:600;text-align:center;appearance:textfield;-moz-appearance:textfield}
.stepper input::-webkit-inner-spin-button{display:none}
.stepper input:focus-visible{outline:3px solid #2f7df6;outline-offset:1px}
.tiers{display:inline-flex;flex-wrap:wrap;gap:6px}
.tier{border:1px solid var(--line);border-radius:8px;padding:0 10px;font-size:12px;background:var(--paper)}
.tier[aria-pressed=true]{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);font-weight:600}
.total th,.total td{border-block-start:1px solid color-mix(in srgb,var(--soft) 35%,transparent);padding-block-start:5px}
.each th,.each td{font-weight:700;font-size:15px}
.fine{font-size:12px;color:var(--soft)}
.sum .fine{margin-block-start:4px}
.supplier{margin-block:10px;display:grid;gap:4px}
.company{font-weight:600}
.facts{color:var(--soft)}
.flags li{border:1px solid var(--line);border-radius:6px;padding:0 7px;font-size:12px}
.go{display:inline-flex;align-items:center;gap:6px;min-height:36px;padding:0 14px;margin-block-end:14px;border-radius:9px;background:var(--accent);color:#fff;text-decoration:none;font-weight:600}
.go .icon{width:15px;height:15px}
.go:hover{filter:brightness(1.1)}
footer{padding:10px 16px 12px}
.plain{min-height:32px;border:1px solid var(--soft);background:var(--paper);border-radius:8px;padding:0 12px}
.plain:hover,.show:hover{background:var(--tint)}
.link{border:0;background:none;padding:4px 2px;color:var(--accent);text-decoration:underline;text-underline-offset:2px;min-height:24px}
.ways{display:grid;gap:6px;padding:12px 16px;border-block-end:1px solid var(--line)}
.buttons{display:flex;flex-wrap:wrap;gap:6px}
.history{padding:12px 16px;border-block-end:1px solid var(--line)}
.history[hidden]{display:none}
.history-body{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;margin-block-start:6px}
.chart{display:block;width:100%;height:auto;overflow:visible;direction:ltr}
.chart text{font-size:10.5px;fill:var(--soft)}
.grid{stroke:var(--line);stroke-width:1}
.line path{fill:none;stroke:var(--sell);stroke-width:2;stroke-linejoin:round}
.line circle{fill:var(--sell);stroke:var(--paper);stroke-width:1.5}
.source path{stroke:var(--accent);stroke-dasharray:6 3}
.source circle{fill:var(--accent)}
.s1 path{stroke-dasharray:2 3}
.s2 path{stroke-dasharray:9 3 2 3}
.sample{width:28px;height:8px;flex:none;align-self:center}
.legend{display:grid;gap:2px}
.legend li{display:flex;gap:8px;align-items:baseline;min-width:0}
.what{color:var(--soft);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:15em}
.now{font-weight:600}
.data summary{display:inline-flex;min-height:32px;padding:0;gap:6px;color:var(--soft);font-size:12px}
.data .scroll{overflow:auto;max-height:220px;border:1px solid var(--line);border-radius:8px;padding:4px 10px}
.data thead th{max-width:9em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.data tbody th,.data thead th:first-child{text-align:start;white-space:nowrap}
.watch{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.watch .fine{flex-basis:100%}
.watch input,.watch select{font:inherit;color:inherit;min-height:32px;border:1px solid var(--soft);border-radius:8px;background:var(--paper);padding:0 8px}
.watch input{width:8.5em}
.watch input:focus-visible,.watch select:focus-visible,.scroll:focus-visible{outline:3px solid #2f7df6;outline-offset:1px}
@media (prefers-color-scheme:dark){
 .panel{--ink:#e8f1ee;--paper:#141d1b;--soft:#a3b4ae;--line:#2b3936;--accent:#6fd6bd;--tint:#1c2926;--warn:#e3c36d;--warntint:#2d2716;--bad:#f0a08f;--sell:#f2a56b;box-shadow:0 12px 40px rgb(0 0 0/.6)}
 .go{color:#06211b}
}
@media (forced-colors:active){.panel,.chip,.picture,.none,.flags li,.go,.plain,.show,.close,.stepper,.tier{border:1px solid CanvasText}.line path{stroke:CanvasText}.line circle{fill:CanvasText}.grid{stroke:GrayText}.chart text{fill:CanvasText}.tier[aria-pressed=true]{border-width:3px}.similar .chip{border-style:dashed}}
@media (prefers-reduced-motion:no-preference){.panel{animation:open .14s ease-out}@keyframes open{from{opacity:0;translate:0 4px}}}
@media print{.panel{display:none}}
`;
