//! The words of shops, each list once, in the languages that pages are read in: what a price was and is, what delivery
//! costs, instalments, conditions, what is sold out.
//!
//! All are in lower case. A phrase of letters counts only as whole words ([`Words::find`]); Chinese, Japanese, Korean and Thai
//! are written without spaces, so there any occurrence counts.

/// Labels of a former or recommended price.
#[rustfmt::skip]
pub(super) const WAS: &[&str] = &[
    "was", "were", "before", "original price", "orig. price", "originally", "regular price", "reg. price", "old price", "former price", "list price", "full price", "previous price", "previously", "rrp", "msrp", "srp", "retail price", "typical price", "compare at", "reg.", "m.r.p.", "mrp", "usual price", "normally", "strike price",
    "statt", "vorher", "früher", "bisher", "uvp", "alter preis", "ursprünglich", "ursprünglicher preis", "normalpreis", "regulärer preis", "originalpreis", "listenpreis", "streichpreis", "unverb. preisempf.",
    "avant", "au lieu de", "ancien prix", "prix d'origine", "prix initial", "prix normal", "prix conseillé", "prix barré", "prix public", "prix habituel", "prix de base",
    "antes", "precio anterior", "precio original", "precio normal", "precio regular", "precio habitual", "precio de lista", "pvpr", "pvp", "preço original", "preço normal", "preço antigo", "preço anterior", "preço de tabela",
    "prima", "anziché", "invece di", "prezzo precedente", "prezzo originale", "prezzo intero", "prezzo pieno", "prezzo di listino", "prezzo consigliato",
    "adviesprijs", "oude prijs", "normale prijs", "oorspronkelijke prijs", "voorheen", "eerst",
    "cena regularna", "stara cena", "poprzednia cena", "cena katalogowa", "przed obniżką", "najniższa cena", "zamiast",
    "původní cena", "běžná cena", "doporučená cena", "dříve", "místo", "pôvodná cena", "bežná cena", "predtým", "redna cena", "stara cijena", "redovna cijena", "prejšnja cena",
    "eredeti ár", "régi ár", "listaár", "korábban", "preț vechi", "pret vechi", "preț inițial", "preț întreg", "prp", "în loc de",
    "старая цена", "прежняя цена", "обычная цена", "цена без скидки", "было", "вместо", "стара ціна", "звичайна ціна", "було", "стара цена", "редовна цена",
    "eski fiyat", "eskiden", "liste fiyatı", "ord. pris", "ord.pris", "ordinarie pris", "tidigare pris", "tidligere pris", "tidl. pris", "før", "førpris", "normalpris", "førnormalpris", "veil.", "veil. pris", "norm. hinta", "normaalihinta", "alkuperäinen hinta", "ovh", "vaihtohinta", "ennen", "αρχική τιμή", "από αρχική", "παλιά τιμή",
    "giá gốc", "giá cũ", "giá niêm yết", "harga normal", "harga asli", "harga awal", "ราคาปกติ", "ราคาเดิม", "السعر السابق", "السعر الأصلي", "السعر القديم", "قبل الخصم", "مخفض من", "במקום", "מחיר רגיל", "מחיר מקורי", "מחיר קודם",
    "原价", "原價", "划线价", "市场价", "市價", "市场參考價", "建議售價", "建议零售价", "定价", "定價", "吊牌价", "专柜价", "參考價", "参考价", "优惠前", "優惠前", "促销前", "日常价", "活动前",
    "定価", "通常価格", "通常価額", "元値", "参考価格", "メーカー希望小売価格", "希望小売価格", "旧価格", "値下げ前", "セール前", "정가", "정상가", "기존가", "소비자가", "할인전", "할인 전",
];

/// Labels of what one pays now.
#[rustfmt::skip]
pub(super) const NOW: &[&str] = &[
    "now", "now only", "sale price", "sale", "our price", "special price", "offer price", "new price", "current price", "today", "deal price", "final price", "your price", "price now", "reduced to", "discounted price", "only", "price drop", "clearance price", "promo price", "you pay",
    "nur", "jetzt", "jetzt nur", "neuer preis", "angebotspreis", "aktionspreis", "sonderpreis", "verkaufspreis", "aktueller preis", "aktuell", "reduziert auf", "nur noch", "heute",
    "maintenant", "prix réduit", "prix promo", "nouveau prix", "prix actuel", "prix soldé", "prix de vente", "prix remisé", "aujourd'hui", "désormais",
    "ahora", "precio actual", "precio de oferta", "precio oferta", "precio especial", "precio rebajado", "hoy", "agora", "preço atual", "preço promocional", "preço com desconto", "hoje", "à vista",
    "ora", "adesso", "prezzo scontato", "prezzo attuale", "prezzo speciale", "oggi", "in offerta a",
    "nu", "nu voor", "aanbiedingsprijs", "actieprijs", "huidige prijs", "nieuwe prijs",
    "teraz", "nowa cena", "cena promocyjna", "aktualna cena", "cena po rabacie", "obecna cena",
    "nyní", "akční cena", "nová cena", "po slevě", "aktuální cena", "akciová cena", "akcijska cena", "zdaj", "akcijska cijena", "sada",
    "most", "akciós ár", "új ár", "acum", "preț nou", "pret nou", "preț redus", "preț special",
    "новая цена", "сейчас", "цена со скидкой", "теперь", "стало", "нова ціна", "зараз", "ціна зі знижкою", "нова цена", "сега",
    "şimdi", "yeni fiyat", "indirimli fiyat", "sepette", "nå", "nåpris", "nypris", "kampanjpris", "erbjudande", "extrapris", "tilbud", "tilbudspris", "nytt pris", "nyt", "tarjoushinta", "tarjous", "nyhinta", "τώρα", "νέα τιμή", "τιμή προσφοράς",
    "giá bán", "giá khuyến mãi", "giá mới", "chỉ còn", "còn", "harga promo", "harga diskon", "sekarang", "ลดเหลือ", "ราคาพิเศษ", "เหลือ", "السعر الآن", "الآن", "بعد الخصم", "السعر بعد", "עכשיו", "מחיר מבצע", "כעת",
    "现价", "現價", "特价", "特價", "优惠价", "優惠價", "促销价", "促銷價", "活动价", "活動價", "折后", "折後", "折扣价", "折扣價", "到手价", "到手", "秒杀价", "秒殺價", "拼单价", "网路价", "網路價", "售价", "售價", "限时价", "限時價", "惊喜价", "优惠后", "成交价",
    "セール価格", "セール", "特別価格", "販売価格", "特価", "割引価格", "割引後", "今なら", "値下げ後", "할인가", "판매가", "할인 가격", "최종가", "특가", "즉시할인가", "세일가",
];

/// Pairs of words that say what it was and what it is only together: `De R$ 199 por R$ 149`.
pub(super) const WAS_NOW: &[(&str, &[&str])] = &[
    ("de", &["por", "a", "para", "à", "por apenas"]),
    ("da", &["a", "per"]),
    ("van", &["voor"]),
    ("von", &["auf"]),
    ("from", &["to", "down to"]),
    ("z", &["na"]),
    ("с", &["до"]),
];

/// Phrases of a price that only some shoppers pay, or only under a condition, and which condition that is.
#[rustfmt::skip]
pub(super) const CONDITIONS: &[(&str, Condition)] = &[
    ("国补", Condition::Coupon), ("國補", Condition::Coupon), ("加补后", Condition::Coupon), ("补贴后", Condition::Coupon), ("政府补贴", Condition::Coupon), ("以旧换新", Condition::Coupon), ("领后价", Condition::Coupon), ("领后", Condition::Coupon), ("领券价", Condition::Coupon), ("领券后", Condition::Coupon), ("券后", Condition::Coupon), ("券後", Condition::Coupon), ("用券", Condition::Coupon), ("卷后", Condition::Coupon), ("折券", Condition::Coupon),
    ("after coupon", Condition::Coupon), ("with coupon", Condition::Coupon), ("with code", Condition::Coupon), ("w/ code", Condition::Coupon), ("with voucher", Condition::Coupon), ("after voucher", Condition::Coupon), ("use code", Condition::Coupon), ("after rebate", Condition::Coupon),
    ("mit gutschein", Condition::Coupon), ("mit code", Condition::Coupon), ("mit gutscheincode", Condition::Coupon), ("avec le code", Condition::Coupon), ("avec code", Condition::Coupon), ("con cupón", Condition::Coupon), ("con el cupón", Condition::Coupon), ("con código", Condition::Coupon), ("con coupon", Condition::Coupon), ("con codice", Condition::Coupon), ("com cupom", Condition::Coupon), ("met code", Condition::Coupon), ("z kodem", Condition::Coupon), ("s kódem", Condition::Coupon), ("с купоном", Condition::Coupon), ("по промокоду", Condition::Coupon), ("クーポン適用", Condition::Coupon), ("クーポン利用", Condition::Coupon), ("쿠폰적용", Condition::Coupon), ("쿠폰 적용", Condition::Coupon), ("쿠폰가", Condition::Coupon),
    ("会员价", Condition::Member), ("會員價", Condition::Member), ("plus价", Condition::Member), ("plus专享", Condition::Member), ("plus会员", Condition::Member), ("88vip", Condition::Member), ("vip价", Condition::Member), ("粉丝价", Condition::Member), ("学生价", Condition::Member), ("clubcard", Condition::Member), ("nectar price", Condition::Member), ("member price", Condition::Member), ("members price", Condition::Member), ("member's price", Condition::Member), ("members pay", Condition::Member), ("members only", Condition::Member), ("prime price", Condition::Member), ("prime member", Condition::Member), ("prime exclusive", Condition::Member), ("loyalty price", Condition::Member), ("loyalty card price", Condition::Member), ("with card", Condition::Member), ("with loyalty card", Condition::Member), ("club price", Condition::Member), ("student price", Condition::Member), ("circle price", Condition::Member),
    ("mitgliederpreis", Condition::Member), ("mitgliedspreis", Condition::Member), ("prix membre", Condition::Member), ("prix adhérent", Condition::Member), ("prix club", Condition::Member), ("precio socio", Condition::Member), ("precio club", Condition::Member), ("precio miembro", Condition::Member), ("prezzo soci", Condition::Member), ("prezzo socio", Condition::Member), ("preço para membros", Condition::Member), ("preço sócio", Condition::Member), ("ledenprijs", Condition::Member), ("bonuskaart", Condition::Member), ("cena klubowa", Condition::Member), ("cena z kartą", Condition::Member), ("cena s kartou", Condition::Member), ("klubová cena", Condition::Member), ("medlemspris", Condition::Member), ("jäsenhinta", Condition::Member), ("plussa-hinta", Condition::Member), ("цена по карте", Condition::Member), ("с картой", Condition::Member), ("会員価格", Condition::Member), ("会員限定", Condition::Member), ("회원가", Condition::Member), ("멤버십가", Condition::Member), ("와우할인가", Condition::Member), ("klubhinta", Condition::Member),
    ("首单", Condition::FirstOrder), ("首單", Condition::FirstOrder), ("新人价", Condition::FirstOrder), ("新人专享", Condition::FirstOrder), ("新客", Condition::FirstOrder), ("first order", Condition::FirstOrder), ("new customers only", Condition::FirstOrder), ("new customer", Condition::FirstOrder), ("new user", Condition::FirstOrder), ("welcome price", Condition::FirstOrder), ("neukunden", Condition::FirstOrder), ("nouveaux clients", Condition::FirstOrder), ("première commande", Condition::FirstOrder), ("primera compra", Condition::FirstOrder), ("nuevos clientes", Condition::FirstOrder), ("primo ordine", Condition::FirstOrder), ("primeira compra", Condition::FirstOrder), ("初回", Condition::FirstOrder), ("新規会員", Condition::FirstOrder), ("첫구매", Condition::FirstOrder), ("첫 구매", Condition::FirstOrder), ("первый заказ", Condition::FirstOrder),
    ("app only", Condition::App), ("app price", Condition::App), ("app-only", Condition::App), ("in the app", Condition::App), ("in app", Condition::App), ("app exclusive", Condition::App), ("on the app", Condition::App), ("app-preis", Condition::App), ("nur in der app", Condition::App), ("dans l'appli", Condition::App), ("en la app", Condition::App), ("nell'app", Condition::App), ("no app", Condition::App), ("в приложении", Condition::App), ("w aplikacji", Condition::App), ("v aplikaci", Condition::App), ("アプリ限定", Condition::App), ("アプリ価格", Condition::App), ("앱 전용", Condition::App), ("앱전용", Condition::App), ("app专享", Condition::App), ("手机专享", Condition::App), ("app价", Condition::App),
    ("subscribe & save", Condition::Subscription), ("subscribe and save", Condition::Subscription), ("subscribe &amp; save", Condition::Subscription), ("subscription price", Condition::Subscription), ("with subscription", Condition::Subscription), ("subscribe", Condition::Subscription), ("autoship", Condition::Subscription), ("auto-ship", Condition::Subscription), ("repeat delivery", Condition::Subscription), ("spar-abo", Condition::Subscription), ("im abo", Condition::Subscription), ("abo-preis", Condition::Subscription), ("prévoyez et économisez", Condition::Subscription), ("avec abonnement", Condition::Subscription), ("suscríbete", Condition::Subscription), ("con suscripción", Condition::Subscription), ("iscriviti e risparmia", Condition::Subscription), ("con abbonamento", Condition::Subscription), ("com assinatura", Condition::Subscription), ("по подписке", Condition::Subscription), ("定期おトク便", Condition::Subscription), ("定期便", Condition::Subscription), ("定期購入", Condition::Subscription), ("정기배송", Condition::Subscription), ("周期购", Condition::Subscription), ("定期購", Condition::Subscription),
];

/// On what a price depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    /// A coupon, voucher or subsidy that the shopper has to claim.
    Coupon,
    /// Membership, a loyalty card.
    Member,
    /// The shopper's first order.
    FirstOrder,
    /// The shop's app.
    App,
    /// Regular deliveries.
    Subscription,
}

/// Words of delivery.
#[rustfmt::skip]
pub(super) const DELIVERY: &[&str] = &[
    "shipping", "delivery", "postage", "p&p", "shipping & handling", "freight", "carriage", "courier", "dispatch fee",
    "versand", "versandkosten", "lieferung", "lieferkosten", "versandkostenpauschale", "zustellung", "porto",
    "livraison", "frais de port", "frais d'expédition", "frais de livraison", "expédition",
    "envío", "envio", "gastos de envío", "costes de envío", "despacho", "flete", "frete", "portes", "entrega",
    "spedizione", "spese di spedizione", "consegna", "verzending", "verzendkosten", "bezorging", "bezorgkosten", "levering",
    "dostawa", "dostawy", "wysyłka", "przesyłka", "koszt dostawy", "doprava", "dopravné", "poštovné", "doručení", "doručenie", "dostava", "poštnina", "poštarina",
    "szállítás", "szállítási díj", "szállítási költség", "kiszállítás", "livrare", "cost livrare", "transport",
    "доставка", "доставки", "доставку", "доставкой", "пересылка", "kargo", "kargo ücreti", "teslimat", "frakt", "fraktkostnad", "fragt", "forsendelse", "leverans", "toimitus", "toimituskulut", "postikulut", "μεταφορικά", "αποστολή", "έξοδα αποστολής",
    "phí vận chuyển", "vận chuyển", "phí ship", "ongkir", "ongkos kirim", "biaya kirim", "ค่าส่ง", "ค่าจัดส่ง", "จัดส่ง", "الشحن", "شحن", "التوصيل", "توصيل", "משלוח", "דמי משלוח",
    "运费", "運費", "快递", "邮费", "郵費", "邮寄", "配送费", "配送費", "宅配", "送料", "配送料", "배송비", "배송료", "배송", "택배비",
];

/// What says that delivery costs nothing.
#[rustfmt::skip]
pub(super) const FREE_DELIVERY: &[&str] = &[
    "free shipping", "free delivery", "free standard shipping", "free standard delivery", "free uk delivery", "free p&p", "free postage", "free dispatch", "free fast delivery", "free express delivery", "ships free", "ships for free", "delivery free", "shipping free", "free next day delivery", "free international shipping", "free home delivery", "delivery: free", "shipping: free", "delivered free", "free of shipping",
    "versandkostenfrei", "kostenloser versand", "gratisversand", "gratis versand", "gratis-versand", "kostenfreie lieferung", "kostenlose lieferung", "gratis lieferung", "portofrei", "kostenfreier versand", "versand kostenlos", "versand gratis", "versand: kostenlos", "versandfrei", "versand: gratis", "frei haus", "lieferung kostenlos", "lieferung gratis",
    "livraison gratuite", "livraison offerte", "frais de port offerts", "port offert", "frais de port gratuits", "expédition gratuite", "livraison : gratuite",
    "envío gratis", "envio gratis", "envío gratuito", "envíos gratis", "entrega gratis", "gastos de envío gratis", "despacho gratis", "frete grátis", "frete gratis", "frete gratuito", "envio grátis", "envio gratuito", "portes grátis", "portes gratuitos", "entrega grátis", "entrega gratuita",
    "spedizione gratuita", "spedizione gratis", "consegna gratuita", "spedizione omaggio", "gratis verzending", "gratis bezorging", "gratis verzonden", "gratis levering", "gratis thuisbezorgd",
    "darmowa dostawa", "darmowa wysyłka", "bezpłatna dostawa", "dostawa gratis", "dostawa za darmo", "wysyłka gratis", "dostawa 0 zł", "doprava zdarma", "doprava zadarmo", "poštovné zdarma", "brezplačna dostava", "besplatna dostava", "ingyenes szállítás", "ingyenes kiszállítás", "ingyen szállítás", "livrare gratuită", "livrare gratuita", "transport gratuit",
    "бесплатная доставка", "доставка бесплатно", "доставка: бесплатно", "доставка бесплатная", "безкоштовна доставка", "безплатна доставка", "ücretsiz kargo", "kargo bedava", "bedava kargo", "ücretsiz teslimat", "fri frakt", "fraktfritt", "gratis frakt", "gratis fragt", "fri fragt", "ilmainen toimitus", "toimitus ilmainen", "δωρεάν μεταφορικά", "δωρεάν αποστολή", "δωρεάν παράδοση",
    "miễn phí vận chuyển", "freeship", "free ship", "miễn phí giao hàng", "gratis ongkir", "bebas ongkir", "ส่งฟรี", "จัดส่งฟรี", "شحن مجاني", "توصيل مجاني", "الشحن مجاني", "משלוח חינם", "משלוח בחינם",
    "包邮", "包郵", "免运费", "免運費", "免運", "免邮", "免郵", "卖家承担运费", "运费免费", "快递免费", "运费:免费", "送料無料", "送料込", "送料0円", "配送料無料", "配送無料", "無料配送", "무료배송", "무료 배송", "배송비 무료", "배송비 포함", "배송무료",
];

/// Words that make free delivery depend on an amount.
#[rustfmt::skip]
pub(super) const OVER: &[&str] = &[
    "over", "above", "orders", "order", "spend", "minimum", "min.", "or more", "when you", "exceed", "exceeding", "purchases", "from", "at least", "eligible", "qualifying", "carts",
    "ab", "über", "bestellwert", "bestellungen", "mindestbestellwert", "warenwert", "einkaufswert", "dès", "à partir de", "à partir", "commande", "supérieure", "d'achat", "d'achats", "plus de",
    "desde", "a partir de", "superiores", "pedidos", "más de", "mais de", "mayores", "acima", "compras", "da", "oltre", "superiori", "a partire da", "ordini", "vanaf", "boven", "bestellingen",
    "od", "powyżej", "zamówień", "zamówienia", "nad", "při", "pri", "iznad", "felett", "fölött", "feletti", "peste", "comenzi", "от", "при заказе", "свыше", "заказе", "від", "при поръчка", "над", "üzeri", "üzerinde", "ve üzeri",
    "över", "från", "ved", "over kr", "ved køb", "ved kjøp", "yli", "yli menevä", "άνω", "από", "đơn", "từ", "di atas", "min", "เมื่อซื้อ", "ขั้นต่ำ", "فوق", "أكثر من", "עד", "מעל", "בקנייה",
    "满", "滿", "以上", "超过", "超過", "起包邮", "이상",
];

/// Words that make free delivery depend on something else: membership, a place, a first order.
#[rustfmt::skip]
pub(super) const FREE_FOR_SOME: &[&str] = &[
    "prime", "members", "member", "membership", "plus members", "subscribers", "subscription", "loyalty", "clubcard", "first order", "with code", "rewards", "join", "sign up", "selected", "eligible", "some areas", "to store", "in-store", "store pickup", "pickup", "click & collect", "click and collect", "on select", "on your first", "with plus", "with walmart+", "business customers",
    "mitglieder", "mitglied", "neukunden", "teilnahmeberechtigt", "berechtigt", "filiale", "membres", "adhérents", "abonnés", "éligible", "en magasin", "première commande", "socios", "miembros", "elegible", "en tienda", "primera compra", "membros", "assinantes", "soci", "iscritti", "idonei", "in negozio", "leden", "smart!", "subskryben", "klubov", "členy", "подписчик", "premium", "会员", "會員", "新人", "首单", "vip", "会員", "プライム", "店舗受取", "멤버십", "회원",
    "江浙沪", "江浙滬", "部分地区", "部分地區", "偏远", "偏遠", "除新疆", "省内", "珠三角", "华东", "一部地域", "沖縄", "離島", "도서산간", "제주",
];

/// Phrases of instalments that stand beside an amount.
#[rustfmt::skip]
pub(super) const INSTALMENT: &[&str] = &[
    "instalment", "instalments", "installment", "installments", "/mo", "/mo.", "/mth", "/month", "per month", "a month", "monthly", "pcm", "/wk", "per week", "fortnight", "interest-free", "interest free", "klarna", "afterpay", "clearpay", "zip pay", "emi",
    "monatlich", "/monat", "/mtl", "mtl.", "pro monat", "im monat", "monatsrate", "rate von", "raten", "ratenzahlung", "mensualité", "mensualités", "/mois", "par mois", "sans frais", "mensual", "mensuales", "/mes", "al mes", "por mes", "cuotas", "cuota", "plazos", "mensualidades", "meses sin intereses", "/mês", "por mês", "ao mês", "mensais", "sem juros", "parcelas", "prestações",
    "al mese", "/mese", "mensili", "rate da", "mensilità", "rate mensili", "per maand", "/maand", "/mnd", "termijnen", "miesięcznie", "/mies", "/mies.", "mies.", "rata", "raty", "rat po", "měsíčně", "/měs", "/měs.", "splátka", "splátky", "splátek", "mesačne", "/mes.", "mesečno", "mjesečno", "na obroke", "obrokov", "havonta", "/hó", "havi", "részlet", "/lună", "pe lună", "rate lunare",
    "в месяц", "/мес", "/мес.", "мес.", "рассрочка", "ежемесячно", "на місяць", "/міс", "на месец", "месечно", "вноски", "aylık", "/ay", "taksit", "/mån", "per månad", "månad", "i månaden", "/md", "/md.", "/mdr", "pr. måned", "pr. md", "per måned", "måneden", "kk", "/kk", "kuukaudessa", "kuukausi", "μηνιαία", "δόσεις", "άτοκες", "/μήνα", "/tháng", "trả góp", "mỗi tháng", "per bulan", "/bulan", "cicilan", "ต่อเดือน", "ผ่อน", "/เดือน", "شهريا", "شهرياً", "أقساط", "בחודש", "תשלומים", "לחודש",
    "分期", "每期", "免息", "月供", "每月", "期零利率", "月々", "月額", "分割", "回払い", "/月", "ヶ月", "毎月", "월 납입", "할부", "개월", "매월",
];

/// Words between a count of instalments and the amount of one: `10 rate da 12,90 €`.
#[rustfmt::skip]
pub(super) const TIMES: &[&str] = &[
    "x", "×", "x de", "х", "payments of", "payments", "monthly payments of", "installments of", "instalments of", "interest-free", "interest free", "easy payments", "raten", "raten zu", "raten à", "monatsraten", "fois", "mensualités", "pagos", "cuotas", "plazos", "meses", "mensualidades", "vezes", "parcelas", "prestações", "rate da", "rate di", "rate", "mensilità", "termijnen", "keer", "rat", "raty", "splátek", "splátky", "obrokov", "obroka", "részlet", "rate de", "rate a câte", "платежей", "платежа", "месяцев", "платежі", "вноски", "taksit", "delbetalningar", "avdrag", "erää", "δόσεις", "άτοκες", "kỳ", "งวด", "期", "期 x", "回", "回払い", "개월",
];

/// A price of nothing, where it is the whole text.
#[rustfmt::skip]
pub(super) const FREE: &[&str] = &[
    "free", "for free", "free of charge", "kostenlos", "gratis", "umsonst", "kostenfrei", "gratuit", "gratuite", "gratuito", "grátis", "za darmo", "bezpłatnie", "darmowe", "zdarma", "zadarmo", "ingyenes", "ingyen", "brezplačno", "besplatno", "бесплатно", "безкоштовно", "безплатно", "ücretsiz", "bedava", "ilmainen", "δωρεάν", "miễn phí", "ฟรี", "مجانا", "مجاني", "חינם", "免费", "免費", "無料", "무료",
];

/// Names of months, full or cut, that make a number after them a year or a day.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "january", "jan", "february", "feb", "march", "mar", "april", "apr", "may", "june", "jun", "july", "jul", "august", "aug", "september", "sept", "sep", "october", "oct", "november", "nov", "december", "dec",
    "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre", "januari", "februari", "maart", "mei", "augustus", "december", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
];

/// A text in which many phrases are looked for: most are ruled out by two bytes that it does not have side by side.
pub(super) struct Words<'a> {
    text: &'a str,
    pairs: [u64; 16],
}

impl<'a> Words<'a> {
    /// The text, in lower case.
    pub(super) fn of(text: &'a str) -> Self {
        let mut pairs = [0; 16];
        for pair in text.as_bytes().windows(2) {
            let (word, bit) = place(pair);
            if let Some(bits) = pairs.get_mut(word) {
                *bits |= bit;
            }
        }
        Self { text, pairs }
    }

    /// Where the phrase stands last in the text as whole words, as the byte at which it ends.
    pub(super) fn find(&self, phrase: &str) -> Option<usize> {
        let bytes = phrase.as_bytes();
        let has = |pair: Option<&[u8]>| {
            pair.is_none_or(|pair| {
                let (word, bit) = place(pair);
                self.pairs.get(word).is_some_and(|bits| bits & bit != 0)
            })
        };
        if bytes.len() > self.text.len()
            || !has(bytes.first_chunk::<2>().map(|pair| &pair[..]))
            || !has(bytes.last_chunk::<2>().map(|pair| &pair[..]))
        {
            return None;
        }
        let found = self.text.rmatch_indices(phrase).map(|(at, _)| (at, at + phrase.len()));
        let mut whole = found.filter(|(at, end)| is_whole(self.text, *at, *end));
        whole.next().map(|(_, end)| end)
    }

    /// Whether it holds one of the phrases as whole words.
    pub(super) fn holds(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.find(phrase).is_some())
    }
}

/// Where two bytes stand among the 1,024 bits.
fn place(pair: &[u8]) -> (usize, u64) {
    let hash = pair.iter().fold(0_usize, |hash, byte| hash * 31 + usize::from(*byte)) % 1024;
    (hash / 64, 1 << (hash % 64))
}

/// Whether no letter continues the phrase at either end.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let joins = |inside: Option<char>, outside: Option<char>| {
        inside.zip(outside).is_some_and(|(inside, outside)| is_spaced(inside) && is_spaced(outside))
    };
    let inside = text.get(start..end).unwrap_or("");
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !joins(inside.chars().next(), before) && !joins(inside.chars().next_back(), after)
}

/// A letter of a script that puts spaces between words.
fn is_spaced(character: char) -> bool {
    character.is_alphabetic()
        && !matches!(character, '\u{E00}'..='\u{E7F}' | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}')
}

/// What a label, the text right before a price, makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A former or recommended price.
    Was,
    /// What one pays now.
    Now,
}

/// What the label at the end of the text says, in lower case; of two the last counts, then the longer one.
pub(super) fn label(text: &str) -> Option<Label> {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    if text.is_empty() {
        return None;
    }
    let words = Words::of(text);
    let last = |phrases: &[&str]| {
        let ends = phrases.iter().filter_map(|phrase| Some((words.find(phrase.trim_end_matches('.'))?, phrase.len())));
        ends.max()
    };
    let (was, now) = (last(WAS), last(NOW));
    let (label, end) = if was >= now { (Label::Was, was?.0) } else { (Label::Now, now?.0) };
    // `before tax` is no label.
    (!text.get(end..).unwrap_or("").contains(char::is_alphabetic)).then_some(label)
}
