//! Pages that stand before the page: logins, captchas, punishments for too many visits, errors.

use super::address::Address;
use super::context::Context;
use crate::record::Reason;

/// Why an address cannot lead to a product, from the address alone.
pub(super) fn of_address(address: &Address<'_>) -> Option<Reason> {
    #[rustfmt::skip]
    const HOSTS: [&str; 11] = [
        "login.taobao.com", "login.tmall.com", "login.1688.com", "passport.jd.com", "plogin.m.jd.com", "login.aliexpress.com", "login.alibaba.com", "passport.alibaba.com", "sec.taobao.com",
        "signin.ebay.com", "login.m.taobao.com",
    ];
    #[rustfmt::skip]
    const PARTS: [&str; 9] = ["_____tmd_____", "/punish", "risk_handler", "/ap/signin", "/errors/validatecaptcha", "/login.html", "/member/login", "/psnl_verification", "/website-login/"];
    let path = address.path.to_ascii_lowercase();
    let walled = HOSTS.iter().any(|host| address.is_under(host))
        || PARTS.iter().any(|part| path.contains(part))
        || address.query.contains("x5secdata")
        || address.query.contains("x5step");
    walled.then_some(Reason::NeedsLogin)
}

/// Whether the address is that of a search, a basket or a checkout: they show prices, and sell nothing of their own.
pub(super) fn is_no_item(address: &Address<'_>) -> bool {
    #[rustfmt::skip]
    const NAMES: [&str; 20] = [
        "search", "results", "order", "confirm",
        "cart", "basket", "bag", "checkout", "warenkorb", "kasse", "panier", "carrito", "carro", "carrello", "carrinho", "winkelwagen", "koszyk", "kosik", "cos", "sepet",
    ];
    let path = address.path.to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let name = last.split('.').next().unwrap_or("");
    let steps = ["cart", "checkout", "checkouts", "basket", "warenkorb", "panier"];
    NAMES.contains(&name) || path.split('/').any(|part| steps.contains(&part))
}

/// Why a page without a product has none, from what it says.
pub(super) fn of_page(page: &Context<'_>) -> Option<Reason> {
    #[rustfmt::skip]
    const WALLS: [&str; 22] = [
        "欢迎登录", "用户登录", "登录页面", "安全验证", "访问验证", "验证码拦截", "请完成验证", "滑动验证", "亲，请登录", "请登录", "robot check", "robot or human", "are you a robot", "captcha", "just a moment", "attention required", "access denied",
        "sign in or register", "sign in to your account", "security check", "verify you are human", "pardon our interruption",
    ];
    #[rustfmt::skip]
    const GONE: [&str; 16] = [
        "商品不存在", "宝贝不存在", "已下架", "商品已失效", "很抱歉，您查看的", "页面不存在", "页面找不到", "page not found", "404 not found", "404", "not found", "no longer available", "sorry! we couldn't find that page", "seite nicht gefunden", "page introuvable", "página no encontrada",
    ];
    let title = page.snapshot.text("document_title").unwrap_or("").to_lowercase();
    let short = title.chars().count() <= 60;
    if short && WALLS.iter().any(|word| title.contains(word))
        || page.snapshot.script("wall").is_some()
        || page.snapshot.found("captcha").next().is_some()
    {
        return Some(Reason::NeedsLogin);
    }
    (short && GONE.iter().any(|word| title.contains(word))).then_some(Reason::Gone)
}
