// @ts-check
// The look of badge and tags. Certainty is told by outline and word first, by colour last.
export const BADGE = `
:host{color-scheme:light dark}
*{box-sizing:border-box}
.at{position:absolute;inset-block-start:0;left:0;top:0;width:max-content;z-index:1}
.badge{
 --ink:#17302b;--paper:#fff;--line:#0b7a66;--accent:#0b6b5a;--soft:#5b6b67;
 display:inline-flex;align-items:center;gap:6px;max-width:min(92vw,520px);
 font:500 13px/1.35 "PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;
 font-variant-numeric:tabular-nums;color:var(--ink);background:var(--paper);letter-spacing:0;text-align:start;white-space:nowrap;
 border:1.5px solid var(--line);border-radius:8px;
 min-height:30px;padding:3px 10px 3px 8px;margin:0;cursor:pointer;box-shadow:0 1px 2px rgb(0 40 30/.10);transition:box-shadow .15s,background-color .15s}
.badge:hover{box-shadow:0 2px 8px rgb(0 40 30/.18)}
.badge:focus-visible{outline:3px solid #2f7df6;outline-offset:2px}
.icon{width:16px;height:16px;flex:none;fill:none;stroke:var(--accent);stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.word{color:var(--accent);font-weight:600}
.price{font-weight:700;font-size:15px}
.saving{color:var(--accent);font-weight:600}
.saving,.note{border-inline-start:1px solid color-mix(in srgb,var(--soft) 40%,transparent);padding-inline-start:6px}
[data-saying^=le] .note,[data-saying=least] .saving{display:none}
.note{color:var(--soft);font-weight:400;font-size:12px}
.similar{--line:#8a6d1f;--accent:#7a5c0c;border-style:dashed}
.dearer{--line:#8d9694;--accent:#4b5654}
.dearer .saving{color:var(--soft);font-weight:400}
.quiet{--line:transparent;--paper:rgb(255 255 255/.92);--accent:#4b5f5a;color:#3c4d49;font-weight:400;border-color:#cfd8d5;border-width:1px;box-shadow:none}
.split{display:inline-flex}
.split>:first-child{border-start-end-radius:0;border-end-end-radius:0;border-inline-end-width:0}
.more{padding-inline:6px;border-start-start-radius:0;border-end-start-radius:0}
.note-at{position:absolute;right:0;bottom:0;width:max-content}
.busy .icon{animation:rise 1.4s ease-in-out infinite}
@keyframes rise{50%{opacity:.25}}
@media (prefers-color-scheme:dark){
 .badge{--ink:#e9f3f0;--paper:#13211e;--line:#43b99f;--accent:#6fd6bd;--soft:#a5b5b0;box-shadow:0 1px 3px rgb(0 0 0/.5)}
 .similar{--line:#c9a64a;--accent:#e3c36d}
 .dearer{--line:#7d8b87;--accent:#c3cfcb}
 .quiet{--paper:rgb(24 33 31/.94);--accent:#a9bdb7;color:#c9d6d2;border-color:#3b4a46}
}
@media (forced-colors:active){.badge{border-color:ButtonText;background:ButtonFace;color:ButtonText;forced-color-adjust:auto}.icon{stroke:ButtonText}.similar{border-style:dashed}}
@media (prefers-reduced-motion:reduce){.badge{transition:none}.busy .icon{animation:none}}
@media print{.badge{display:none}}
`;

/** A list has many tags: their sheet holds nothing but what a tag needs. */
export const TAG = `
:host{color-scheme:light dark}
.tag{--ink:#17302b;--paper:#fff;--line:#0b7a66;--accent:#0b6b5a;
 position:absolute;left:0;top:0;width:max-content;max-width:92vw;box-sizing:border-box;display:flex;align-items:center;gap:4px;padding:1px 6px 1px 5px;
 font:500 12px/1.35 "PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;font-variant-numeric:tabular-nums;
 color:var(--ink);background:var(--paper);text-align:start;white-space:nowrap;border:1px solid var(--line);border-radius:6px;pointer-events:none;box-shadow:0 1px 3px rgb(0 0 0/.16)}
.icon{width:13px;height:13px;flex:none;fill:none;stroke:var(--accent);stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.word{color:var(--accent);font-weight:600}
.price{font-weight:700}
.similar{--line:#8a6d1f;--accent:#7a5c0c;border-style:dashed}
.dearer{--line:#8d9694;--accent:#4b5654}
@media (prefers-color-scheme:dark){
 .tag{--ink:#e9f3f0;--paper:#13211e;--line:#43b99f;--accent:#6fd6bd}
 .similar{--line:#c9a64a;--accent:#e3c36d}
 .dearer{--line:#7d8b87;--accent:#c3cfcb}
}
@media (forced-colors:active){.tag{border-color:CanvasText;background:Canvas;color:CanvasText}.icon{stroke:CanvasText}}
@media print{.tag{display:none}}
`;
