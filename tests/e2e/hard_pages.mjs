// @ts-check
// Pages on which two readers of the same markup may come to differ: what parsers repair, what a text scan must pass
// over, white space of every kind, and characters at the edge of a cut.

const PRODUCT = { "@context": "https://schema.org", "@type": "Product", name: "Jar </scr" + "ipt", offers: { "@type": "Offer", price: "39.00", priceCurrency: "CNY" } };

/** @param {string} body @param {string} [head] @param {string} [root] */
const page = (body, head = "", root = 'lang="zh-CN"') => `<!doctype html><html ${root}><head><meta charset="utf-8"><title>Hard page</title>${head}</head><body>${body}</body></html>`;

/** By name. @type {Record<string, string>} */
export const HARD_PAGES = {
  empty: "",
  "no body text": "<!doctype html><title>x</title><body>  \n\u00a0 </body>",
  "a body of no-break spaces and a comment": page("\u00a0\ufeff<!-- ¥1 -->"),
  "no doctype, no head, text before the root": "text ¥5 <html lang=ar><p>¥9.90<p>second ¥8<table><tr><td>¥7</table>",
  comments: page("<!-- ¥1 --><p>¥2<!-- ¥3 -->.50</p><!--[if IE]><p>¥4</p><![endif]--><p>¥5</p><!--><p>¥6</p><!--->¥7<!-- unclosed <p>¥8</p>"),
  templates: page("<template><p class=price>¥1 <b itemprop=price content=1>x</b></p></template><p class=price>¥2</p><template><template>¥3</template></template><table><template><tr><td>¥4</td></tr></template><tr><td>¥5</td></tr></table>"),
  noscript: page("<noscript><p class=price>¥1</p><img src=a.jpg></noscript><p>¥2</p>", "<noscript><style>p{}</style><meta name=price content=3></noscript>"),
  "svg and math": page('<svg viewBox="0 0 1 1"><text class="price">¥1</text><foreignObject><div class=price>¥2</div></foreignObject><title>¥3</title><script>var price = 4</script></svg><math><mi>¥5</mi><annotation-xml encoding="text/html"><p>¥6</p></annotation-xml></math><svg><style>¥7<p>¥8</p></style></svg><p>¥9</p>'),
  "unseen elements": page("<style>¥1</style><textarea>¥2 <b>¥3</b></textarea><iframe>¥4</iframe><iframe srcdoc='¥5'></iframe><xmp>¥6 <b>x</b></xmp><title>¥7</title><select><option>¥8</option><option selected>¥9</option></select><object>¥10</object><video>¥11</video><canvas>¥12</canvas><plaintext>¥13 <b>¥14</b>"),
  "nested tables": page("<table><tr><td>¥1<table><tr><td>¥2</td></tr></table>¥3</td><div>¥4 fostered</div>¥5 fostered<tr><td>¥6</table><table>¥7<caption>¥8</caption><tbody>¥9<p>¥10</p><input type=hidden value=11>"),
  "misnested formatting": page("<p>1<b>2<i>3</b>4</i>5</p><a href=1>¥1<a href=2>¥2</a></a><b><p>¥3</b>¥4</p><nobr>¥5<nobr>¥6</nobr><font><p><font>¥7</p></font><div><b>¥8<div>¥9</b>¥10</div></div><button>¥11<button>¥12</button><li>¥13<li>¥14<dd>¥15<dt>¥16<h1>¥17<h2>¥18</h1>"),
  "forms within forms": page('<form id=a name=body><input name=id value=x><input name=parentElement><input name=textContent><form id=b><p class=price>¥1</p></form><p>¥2</p></form><img name=scripts><p>¥3</p>'),
  "surrogate pairs at the cut": page(`<h1>${"字".repeat(598)}a😀😀 ¥1</h1><p class=price>${"😀".repeat(301)}1</p><p id="${"x".repeat(199)}😀" class="${"y".repeat(198)}😀z">¥2</p><p>${"a".repeat(79)}1</p><p>${"😀".repeat(39)}12</p><p>${"😀".repeat(40)}1</p>`, `<meta name=description content="${"d".repeat(4095)}😀x"><meta property="og:title" content="${"e".repeat(4094)}😀x">`),
  "white space": page("<h1>\u00a0 a\u2003b\u3000c\ufeffd\u200be\u0085f\u180eg\u2028h\u2029i\tj\fk\u000bl \u205f</h1><p>¥\u00a01\u202f299,\u200900</p><p> \n </p><p>\u00a0¥3\u00a0</p><pre>\n\n¥4\n</pre><p>¥\r\n5\r6</p>"),
  hidden: page("<p hidden>¥1</p><p hidden=until-found>¥2</p><div style='display: none'><p>¥3</p></div><p style='DISPLAY:none'>¥4</p><p style=\"color:red;text-decoration: line-through\">¥5</p><del>¥6</del><p aria-hidden=true>¥7</p><p style='display\n:none'>¥8</p><div style='display:none;color:red'>" + "<p>¥9</p>".repeat(3) + "</div>"),
  "ids that are skipped": page("<div id=cookie-consent><p>¥1</p></div><div id=CookieBanner>¥2</div><div id=onetrust-consent-sdk>¥3<div>¥4</div></div><p>¥5</p><form id=x><input name=id></form>"),
  RDFa: page('<div vocab="http://schema.org/" typeof="Product"><h1 property="name">Jar</h1><div property="offers" typeof="Offer"><meta property="priceCurrency" content="CNY"><span property="price" content="39.00">¥39.00</span><link property="availability" href="http://schema.org/InStock"></div></div>'),
  microdata: page('<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Jar</h1><div itemprop=offers itemscope itemtype="https://schema.org/Offer"><meta itemprop=priceCurrency content=CNY><span itemprop="price" content="39.00">¥39.00</span><b itemprop="price">¥38</b></div><img itemprop="image" src="a.jpg" data-src="b.jpg"><span itemprop="sku">  A-1 </span></div>'),
  "JSON-LD, more than one, and broken": page("<p>¥1</p>", `<script type="application/ld+json">${JSON.stringify(PRODUCT).replaceAll("</", "<\\/")}</script><script type='application/ld+json; charset=utf-8'>{"@type":"Thing"</script><script type="APPLICATION/LD+JSON">{"@type":"Product","name":"caps"}</script><script type=application/ld+json></script><script type=application/ld+json src=x.json>{"@type":"Product"}</script>`),
  "data in scripts": page("<script>window.__INIT_DATA={a:'</scr'+'ipt>'}</script><script><!-- <script> window.x = 1 </script> --></script><script src=x>window.__INIT_DATA={b:1}</script><script>var runParams = {\"price\":\"¥1\"}</script><p>¥2</p>"),
  "attributes twice, odd names, entities": page("<p class=price class=other id=&amp;1 data-price='&yen;1&nbsp;2&#x1F600;' DATA-PRICE=2>&yen;1&nbsp;299&thinsp;00 &notit; &#0; &#x80;</p><P CLASS='Price PRICE'>¥2</P><p class='\tprice\nnow '>¥3</p><p itemprop='price offers'>¥4</p>"),
  "null bytes and lone surrogates": page("<p>¥1\u0000 2</p><p>&#xD800;¥3</p><script>var a='\u0000'</script>"),
  "deep, yet within what every browser keeps": page(`${"<div>".repeat(150)}<p class=price>¥1</p>${"</div>".repeat(150)}<p>¥2</p>`),
  "unclosed everything": "<!doctype html><html><head><title>¥1</titl",
  "cut in a tag": page("<p class=price>¥1</p><div class='").replace(/<\/body>.*/, ""),
  "frameset": "<!doctype html><html lang=en><head><title>x</title></head><frameset><frame src=a><noframes><p>¥1</p></noframes></frameset></html>",
  "elements after the body": page("<p>¥1</p>").replace("</body></html>", "</body><!-- x --><p>¥2</p></html><p>¥3</p><!-- y -->¥4"),
  "two bodies and two roots": page("<p>¥1</p><body class=price id=second data-x=1><html lang=en data-y=2><p>¥2</p>", "", ""),
  "many of all": page(Array.from({ length: 700 }, (_, n) => `<div class="card price item-${n}" id="n${n}"><a href="/item/${n}"><img src="p${n}.jpg" data-src="q${n}.jpg" alt="x"></a><h3>Title ${n}</h3><span class="price" itemprop="price">¥${n}.50</span></div>`).join("")),
  "no doctype: ids and classes in any case": "<html><p id=CaptchaCharacters class=PRICE>¥1<a class=BTN>buy</a><input TYPE=HIDDEN name=SKU value=1><p><table><tr><td>¥2</table>",
  "attribute values in any case": page('<link REL=Canonical href=/a><input type=HIDDEN name=a value=1><input type="SubMit" value=b><button TYPE=BUTTON>c</button><a class="Add-To-CART">d</a><span ROLE=Button>e</span>'),
  "right to left": page("<h1>جرة</h1><p class=price dir=rtl>٣٩٫٠٠ د.إ</p><p>١٢٣</p><p>price 39</p><p>السعر</p>", "", "lang=ar dir=rtl"),
  "words in capitals": page("<p>OUT OF STOCK</p><p>In Stock</p><p>İSTOK</p><p>Kein PREIS</p><p>SKU: abc</p><p>ΣΊΓΜΑΣ</p>"),
};
