/** What sets `globalThis.injected`, in every disguise that ever worked somewhere. `bait` is an origin that must never be asked. */
export function hostileHtml(bait: string): readonly string[] {
  const run = 'globalThis.injected=1';
  return [
    `<script>${run}</script><p>h01</p><script src="${bait}/script.js"></script>`,
    `<p onclick="${run}" onmouseover="${run}" style="position:fixed;inset:0;background:url(${bait}/style.png)">h02</p>`,
    `<p>h03</p><img src="x" onerror="${run}"><img src="${bait}/pixel.png" srcset="${bait}/pixel2.png 2x">`,
    `<p>h04 <a href="javascript:${run}">one</a> <a href="&#106;avascript:${run}">two</a> <a href=" java\tscript:${run}">three</a></p>`,
    `<p>h05 <a href="data:text/html,<script>${run}</script>">data</a> <a href="vbscript:x">vb</a> <a href="blob:http://localhost/x">blob</a></p>`,
    `<p>h06</p><svg onload="${run}"><script>${run}</script><image href="${bait}/svg.png"/><use href="${bait}/use.svg#a"/></svg>`,
    `<p>h07</p><math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${run}&gt;"></table></mtext></math>`,
    `<p>h08</p><svg></p><style><a id="</style><img src=x onerror=${run}>"></style></svg>`,
    `<p>h09</p><noscript><p title="</noscript><img src=x onerror=${run}>"></noscript><template><script>${run}</script></template>`,
    `<p>h10</p><iframe src="${bait}/frame.html" srcdoc="<script>parent.injected=1</script>"></iframe><object data="${bait}/o"></object><embed src="${bait}/e">`,
    `<p>h11</p><form action="${bait}/form"><input name="a" autofocus onfocus="${run}"><button formaction="javascript:${run}">Go</button></form>`,
    `<p>h12</p><link rel="stylesheet" href="${bait}/l.css"><style>@import "${bait}/i.css"; body{display:none!important}</style><base href="${bait}/"><meta http-equiv="refresh" content="0;url=${bait}/meta">`,
    `<p>h13</p><video src="${bait}/v.mp4" poster="${bait}/p.png" autoplay onloadstart="${run}"></video><audio src="${bait}/a.mp3" autoplay></audio>`,
    `<p>h14</p><details open ontoggle="${run}"><summary>s</summary></details><dialog open onclose="${run}">d</dialog><marquee onstart="${run}">m</marquee>`,
    `<p id="root" name="body" class="h15 invisible">h15</p><a id="location" name="__proto__" href="https://example.org/" ping="${bait}/ping" target="_self">clobber</a>`,
    `${'<blockquote><div><ul><li>'.repeat(900)}h16${'</li></ul></div></blockquote>'.repeat(900)}`,
    `<p>h17 ${'W'.repeat(6_000)} https://example.org/${'w'.repeat(1900)}</p>`,
    `<p>h18 \u202Eelpoep ot txet siht\u2066\u2067\u202D abc ${'\u0300'.repeat(2_000)} \u0000\uFEFF\u200F ${'\u{1F468}\u200D'.repeat(500)}</p>`,
    `<p>h19 ${'<b>'.repeat(3000)}<a href="https://example.org/" onclick="${run}">link</a></p>`,
    `<p>h20</p><!--><img src=x onerror=${run}>--><![CDATA[<img src=x onerror=${run}>]]><?xml ?><x:script xmlns:x="http://www.w3.org/1999/xhtml">${run}</x:script>`,
  ];
}

/** The words by which each of `hostileHtml` is found on the screen: their text is shown, their markup is not. */
export const hostileWords: readonly string[] = Array.from({ length: 20 }, (_, index) => `h${String(index + 1).padStart(2, '0')}`);
