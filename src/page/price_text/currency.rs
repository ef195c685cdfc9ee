//! Signs, words and codes of currencies, and what decides between those that share one.

/// ISO 4217 codes in use, and some that old pages still have.
#[rustfmt::skip]
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF \
GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD \
LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
PTE PYG QAR RMB RON RSD RUB RUR RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY \
TTD TWD TZS UAH UGX USD UYU UZS VEF VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW";

/// Signs and words, longer ones before those they begin with, and the code of each; empty where only the place tells.
/// Those in lower case stand for either case, except the ones of a single letter.
#[rustfmt::skip]
const SIGNS: &[(&str, &str)] = &[
    // With a dollar sign.
    ("us $", "USD"), ("us$", "USD"), ("u$s", "USD"), ("u$", "USD"), ("au $", "AUD"), ("au$", "AUD"), ("a$", "AUD"),
    ("ca $", "CAD"), ("ca$", "CAD"), ("can$", "CAD"), ("c $", "CAD"), ("c$", "CAD"), ("nz$", "NZD"), ("nz $", "NZD"),
    ("hk$", "HKD"), ("nt$", "TWD"), ("nt", "TWD"), ("s$", "SGD"), ("sg$", "SGD"), ("r$", "BRL"), ("mx$", "MXN"), ("rd$", "DOP"),
    ("cuc$", "CUC"), ("gy$", "GYD"), ("g$", "GYD"), ("j$", "JMD"), ("tt$", "TTD"), ("z$", "ZWL"), ("bz$", "BZD"),
    ("b$", "BND"), ("ec$", "XCD"), ("fj$", "FJD"), ("n$", "NAD"), ("ns$", "NAD"), ("bds$", "BBD"), ("ci$", "KYD"), ("l$", "LRD"),
    ("t$", "TOP"), ("ws$", "WST"), ("mop$", "MOP"), ("clp$", "CLP"), ("col$", "COP"), ("ar$", "ARS"), ("$u", "UYU"),
    ("$b", "BOB"), ("c$", "NIO"), ("$", ""), ("＄", ""),
    // Other signs.
    ("€", "EUR"), ("£", ""), ("￡", "GBP"), ("₤", ""), ("¥", ""), ("￥", ""), ("₽", "RUB"), ("₴", "UAH"),
    ("₹", "INR"), ("₨", ""), ("₩", "KRW"), ("￦", "KRW"), ("₪", "ILS"), ("₫", "VND"), ("₺", "TRY"), ("₼", "AZN"), ("₸", "KZT"),
    ("₮", "MNT"), ("₱", "PHP"), ("₦", "NGN"), ("₡", "CRC"), ("₲", "PYG"), ("gh₵", "GHS"), ("₵", "GHS"), ("₭", "LAK"), ("៛", "KHR"),
    ("฿", "THB"), ("৳", "BDT"), ("֏", "AMD"), ("₾", "GEL"), ("ლარი", "GEL"), ("ლ", "GEL"), ("؋", "AFN"), ("﷼", ""),
    ("r₣", ""), ("₣", ""), ("₶", ""), ("₿", "BTC"), ("ƀ", "BTC"), ("Ƀ", "BTC"), ("тг.", "KZT"), ("kshs", "KES"), ("د.ل", "LYD"), ("ש'ח", "ILS"), ("¢", ""), ("ƒ", "AWG"),
    // Chinese, Japanese, Korean, Thai, Vietnamese.
    ("人民币", "CNY"), ("美元", "USD"), ("日元", "JPY"), ("港元", "HKD"), ("港币", "HKD"), ("港幣", "HKD"), ("欧元", "EUR"), ("歐元", "EUR"),
    ("英镑", "GBP"), ("英鎊", "GBP"), ("韩元", "KRW"), ("新台币", "TWD"), ("新台幣", "TWD"), ("台币", "TWD"), ("台幣", "TWD"), ("元", ""), ("圆", ""), ("圓", ""), ("円", "JPY"), ("원", "KRW"), ("บาท", "THB"),
    ("vnđ", "VND"), ("đ", "VND"),
    // Cyrillic.
    ("рублей", "RUB"), ("рубля", "RUB"), ("рубль", "RUB"), ("руб.", "RUB"), ("руб", "RUB"), ("р.", "RUB"), ("грн.", "UAH"), ("грн", "UAH"),
    ("лв.", "BGN"), ("лв", "BGN"), ("дин.", "RSD"), ("дин", "RSD"), ("ден.", "MKD"), ("ден", "MKD"), ("тенге", "KZT"), ("тг", "KZT"),
    ("сом", "KGS"), ("сўм", "UZS"), ("сум", "UZS"), ("км", "BAM"),
    // Arabic, Persian, Hebrew, Amharic, Tigrinya.
    ("دينار أردني", "JOD"), ("دينار كويتي", "KWD"), ("ريال", "SAR"), ("جنيه", "EGP"), ("درهم", "AED"), ("تومان", ""), ("ر.س", "SAR"),
    ("ر.ع", "OMR"), ("ر.ق", "QAR"), ("ر.ي", "YER"), ("د.إ", "AED"), ("د.أ", "JOD"), ("د.ا", "JOD"), ("د.ب", "BHD"), ("د.ت", "TND"), ("د.ج", "DZD"),
    ("د.ك", "KWD"), ("د.م", "MAD"), ("د.ع", "IQD"), ("د.", ""), ("دج", "DZD"), ("ج.م", "EGP"), ("ج.س", "SDG"), ("ع.د", "IQD"), ("ل.د", "LYD"),
    ("ل.س", "SYP"), ("ل.ل", "LBP"), ("ش.ج", "ILS"), ("ش.ص", "SOS"), ("نافكا", "ERN"), ("ናቕፋ", "ERN"), ("ብር", "ETB"), ("ש״ח", "ILS"), ("ש\"ח", "ILS"),
    // Latin words and abbreviations.
    ("euros", "EUR"), ("euro", "EUR"), ("eur.", "EUR"), ("kč", "CZK"), ("kčs", "CZK"), ("zł", "PLN"), ("zl", "PLN"), ("kronor", "SEK"),
    ("kr.", ""), ("kr", ""), ("Ft", "HUF"), ("lei", ""), ("leu", ""), ("lek", "ALL"), ("kn", "HRK"), ("din.", "RSD"), ("din", ""), ("tl", "TRY"),
    ("rs.", ""), ("rs", ""), ("re", "INR"), ("rp.", "IDR"), ("rp", "IDR"), ("rm", "MYR"), ("s/.", "PEN"), ("s/", "PEN"), ("b/.", "PAB"), ("bs.", ""), ("bs", ""), ("bd", "BHD"), ("kd", "KWD"),
    ("sfr.", "CHF"), ("sfr", "CHF"), ("fr.", "CHF"), ("francs", ""), ("franc", ""), ("fcfa", ""), ("cfa", ""), ("frw", "RWF"), ("fbu", "BIF"), ("fdj", "DJF"),
    ("gfr", "GNF"), ("cf", "KMF"), ("dhs.", "AED"), ("dhs", "AED"), ("dh", ""), ("dt", "TND"), ("da", "DZD"), ("ksh", "KES"), ("tsh", "TZS"), ("ush", "UGX"),
    ("birr", "ETB"), ("br", ""), ("esc", "CVE"), ("gbp", "GBP"), ("stg", "GBP"), ("hrn", "UAH"), ("nis", "ILS"), ("so'm", "UZS"), ("soʻm", "UZS"),
    ("som", "UZS"), ("km", "BAM"), ("ks", "MMK"), ("kwz", "AOA"), ("kz", "AOA"), ("mt", "MZN"), ("mk", "MWK"), ("mkd", "MKD"), ("nu.", "BTN"), ("nu", "BTN"),
    ("rf", "MVR"), ("rbl", "BYN"), ("sl", ""), ("um", "MRU"), ("vt", "VUV"), ("yuan", "CNY"), ("ar", "MGA"), ("le", ""), ("id", "IQD"), ("sʻ", "UZS"), ("s'", "UZS"),
    // Single letters, in this case only.
    ("Р", "RUB"), ("р", "RUB"), ("P", ""), ("L", ""), ("E", ""), ("G", "HTG"), ("K", ""), ("R", "ZAR"), ("D", ""), ("Q", "GTQ"), ("T", ""),
];

/// A currency that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Where in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// ISO 4217, or empty where only the place tells.
    pub(super) code: &'static str,
}

/// The currency that is named at the start of `rest`, whose byte position is `start`; `before` is the character before.
pub(super) fn named_at(rest: &str, start: usize, before: Option<char>) -> Option<Found> {
    let first = rest.chars().next()?;
    if first.is_ascii_digit() || first.is_whitespace() {
        return None;
    }
    let letter_before = before.is_some_and(is_wordy) && is_wordy(first);
    if letter_before {
        return None;
    }
    if let Some(code) = code_at(rest) {
        return Some(Found { start, end: start + 3, code });
    }
    SIGNS.iter().find_map(|&(sign, code)| {
        let length = matching_length(rest, sign)?;
        let after = rest.get(length..)?.chars().next();
        let last = sign.chars().next_back()?;
        if is_wordy(last) && after.is_some_and(is_wordy) {
            return None;
        }
        Some(Found { start, end: start + length, code })
    })
}

/// Whether letters on both sides would make another word of it. Chinese is written without spaces, so not there.
fn is_wordy(character: char) -> bool {
    character.is_alphabetic()
        && !('\u{2E80}'..='\u{D7FF}').contains(&character)
        && !('\u{F900}'..='\u{FAFF}').contains(&character)
}

fn code_at(rest: &str) -> Option<&'static str> {
    let word = rest.get(..3)?;
    if !word.bytes().all(|byte| byte.is_ascii_alphabetic()) || rest.get(3..)?.chars().next().is_some_and(is_wordy) {
        return None;
    }
    let all_upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let code = CODES.split(' ').find(|code| code.eq_ignore_ascii_case(word))?;
    // `all`, `top`, `try`, `lak` are words too.
    (all_upper
        || !matches!(
            code,
            "ALL"
                | "TOP"
                | "TRY"
                | "CUP"
                | "MAD"
                | "LAK"
                | "MOP"
                | "RON"
                | "GEL"
                | "PEN"
                | "BAM"
                | "COP"
                | "SOS"
                | "DOP"
        ))
    .then_some(match code {
        "RMB" => "CNY",
        "RUR" => "RUB",
        code => code,
    })
}

/// How many bytes of `text` the sign takes up, if the text starts with it.
fn matching_length(text: &str, sign: &str) -> Option<usize> {
    if text.starts_with(sign) {
        return Some(sign.len());
    }
    // Signs of one letter and those with a capital stand for themselves only.
    if sign.chars().count() == 1 || sign.chars().any(char::is_uppercase) {
        return None;
    }
    let mut wanted = sign.chars();
    let mut length = 0;
    for character in text.chars() {
        let Some(next) = wanted.next() else { break };
        if character != next && !character.to_lowercase().eq(std::iter::once(next)) {
            return None;
        }
        length += character.len_utf8();
    }
    wanted.next().is_none().then_some(length)
}

/// Country (as top-level domain or region) and its currency.
#[rustfmt::skip]
const COUNTRIES: &str = "ae:AED al:ALL am:AMD ar:ARS at:EUR au:AUD az:AZN ba:BAM bd:BDT be:EUR bg:BGN bh:BHD bo:BOB br:BRL by:BYN \
ca:CAD ch:CHF cl:CLP cn:CNY co:COP cr:CRC cy:EUR cz:CZK de:EUR dk:DKK do:DOP dz:DZD ec:USD ee:EUR eg:EGP es:EUR eu:EUR fi:EUR fr:EUR gb:GBP \
ge:GEL gr:EUR gt:GTQ hk:HKD hn:HNL hr:EUR hu:HUF id:IDR ie:EUR il:ILS in:INR iq:IQD ir:IRR is:ISK it:EUR jo:JOD jp:JPY ke:KES kr:KRW kw:KWD \
kz:KZT lb:LBP lk:LKR lt:EUR lu:EUR lv:EUR ly:LYD ma:MAD md:MDL mk:MKD mm:MMK mo:MOP mt:EUR mu:MUR mx:MXN my:MYR ng:NGN ni:NIO nl:EUR no:NOK np:NPR nz:NZD om:OMR \
pa:PAB pe:PEN ph:PHP pk:PKR pl:PLN pt:EUR py:PYG qa:QAR ro:RON rs:RSD ru:RUB sa:SAR se:SEK sg:SGD si:EUR sk:EUR sv:USD th:THB tn:TND tr:TRY tw:TWD \
ua:UAH uk:GBP us:USD uy:UYU uz:UZS ve:VES vn:VND za:ZAR";

/// Languages that are mostly spoken where one currency is used.
#[rustfmt::skip]
const LANGUAGES: &str = "ja:JPY ko:KRW pl:PLN cs:CZK sv:SEK da:DKK nb:NOK no:NOK nn:NOK hu:HUF ro:RON ru:RUB tr:TRY th:THB vi:VND uk:UAH he:ILS \
bg:BGN is:ISK id:IDR ms:MYR sk:EUR sl:EUR fi:EUR et:EUR lv:EUR lt:EUR el:EUR it:EUR nl:EUR";

fn look_up(table: &'static str, key: &str) -> Option<&'static str> {
    table
        .split_ascii_whitespace()
        .filter_map(|entry| entry.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case(key))
        .map(|(_, code)| code)
}

/// The currency that a host and a language (`zh-TW`) suggest: the country of the host first, then the shops that are
/// known to be of one, then the region of the language, then the language.
pub(super) fn of_place(host: &str, locale: &str) -> Option<&'static str> {
    let host = host.to_ascii_lowercase();
    let host = host.split(':').next().unwrap_or("");
    let under = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    if [
        "taobao.com",
        "tmall.com",
        "1688.com",
        "jd.com",
        "jd.hk",
        "yangkeduo.com",
        "pinduoduo.com",
        "xiaohongshu.com",
        "jinritemai.com",
        "kwaixiaodian.com",
        "kuaishou.com",
        "hc360.com",
    ]
    .iter()
    .any(|domain| under(domain))
    {
        return Some("CNY");
    }
    let last = host.rsplit('.').next().unwrap_or("");
    if let Some(code) = look_up(COUNTRIES, last).filter(|_| last != "co") {
        return Some(code);
    }
    let mut parts = locale.split(['-', '_']);
    let language = parts.next().unwrap_or("");
    if let Some(code) = parts.find_map(|region| look_up(COUNTRIES, region).filter(|_| region.len() == 2)) {
        return Some(code);
    }
    look_up(LANGUAGES, language)
}

/// Which currencies an ambiguous sign can stand for, the usual one first.
pub(super) fn resolve(sign: &str, place: Option<&'static str>) -> Option<&'static str> {
    let lower = sign.to_lowercase();
    let choices: &[&'static str] = match lower.as_str() {
        "$" | "＄" => &[
            "USD", "CAD", "AUD", "NZD", "TWD", "HKD", "SGD", "MXN", "CLP", "COP", "ARS", "UYU", "DOP", "BRL", "MOP",
            "NIO",
        ],
        "¥" | "￥" => &["CNY", "JPY"],
        "元" | "圆" => &["CNY", "TWD", "HKD", "MOP"],
        "圓" => &["TWD", "HKD", "JPY"],
        "£" => &["GBP", "EGP", "LBP"],
        "₤" => &["GBP"],
        "kr" | "kr." => &["SEK", "NOK", "DKK", "ISK"],
        "rs" | "rs." | "₨" => &["INR", "PKR", "LKR", "NPR", "MUR"],
        "lei" | "leu" => &["RON", "MDL"],
        "br" => &["BYN", "ETB"],
        "﷼" => &["SAR", "IRR", "QAR", "OMR", "YER"],
        "dh" => &["AED", "MAD"],
        "francs" | "franc" | "₣" => &["CHF"],
        "cfa" | "fcfa" => &["XOF"],
        "bs" | "bs." => &["BOB", "VES"],
        "din" => &["RSD", "MKD"],
        "تومان" => &["IRR"],
        "l" => &["HNL", "ALL"],
        "p" => &["PHP", "BWP"],
        "k" => &["MMK", "PGK"],
        "d" => &["GMD"],
        _ => &[],
    };
    match place {
        Some(place) if choices.contains(&place) => Some(place),
        _ => choices.first().copied(),
    }
}

/// Whether amounts of the currency have three decimals.
pub(super) fn has_three_decimals(code: &str) -> bool {
    matches!(code, "KWD" | "BHD" | "OMR" | "JOD" | "TND" | "IQD" | "LYD")
}
