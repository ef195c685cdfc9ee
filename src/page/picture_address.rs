//! The addresses of shops' pictures: one picture has many, by size, format and host.
//!
//! [`identity`] tells which addresses show the same picture, [`thumbnail`] names the address of a small one. The latter
//! changes an address only where the host is known to make every size of every picture; elsewhere a guess could be
//! answered with 404, so the address stays as it is.

use std::borrow::Cow;

use super::address::Address;

/// Width asked of picture servers, in pixels: the codes need about 200, and every crop needs some spare.
pub const THUMBNAIL: u32 = 400;

/// Who serves a picture, and so how its addresses are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    /// Alibaba's: Taobao, Tmall, 1688, AliExpress, Lazada.
    Ali,
    Jd,
    Pinduoduo,
    Amazon,
    Shopify,
    Ebay,
    Other,
}

impl Host {
    fn of(address: &Address<'_>) -> Self {
        let under = |domains: &[&str]| domains.iter().any(|domain| address.is_under(domain));
        if under(&[
            "alicdn.com",
            "cbu01-overseas.1688.com",
            "aliexpress-media.com",
            "tbcdn.cn",
            "taobaocdn.com",
            "lazcdn.com",
        ]) {
            Self::Ali
        } else if under(&["360buyimg.com"]) {
            Self::Jd
        } else if under(&["pddpic.com", "yangkeduo.com", "pinduoduo.com"]) {
            Self::Pinduoduo
        } else if under(&["media-amazon.com", "ssl-images-amazon.com", "images-amazon.com"]) {
            Self::Amazon
        } else if under(&["cdn.shopify.com"]) || address.path.starts_with("/cdn/shop/") {
            Self::Shopify
        } else if under(&["ebayimg.com"]) {
            Self::Ebay
        } else {
            Self::Other
        }
    }
}

/// The same text for every address of one picture: the file's own key, without host, size and format.
pub fn identity(address: &str) -> String {
    let Some(parts) = Address::parse(address) else {
        return address.trim().to_owned();
    };
    match Host::of(&parts) {
        Host::Ali => format!("ali:{}", ali_key(parts.path)),
        Host::Jd => match parts.path.find("jfs/").and_then(|start| parts.path.get(start..)) {
            Some(key) => format!("jd:{}", until_suffix(key)),
            None => format!("jd:{}", until_suffix(parts.path)),
        },
        Host::Pinduoduo => format!("pdd:{}", parts.path.strip_suffix(".a.jpeg").unwrap_or(parts.path)),
        Host::Amazon => format!("amazon:{}", amazon_key(parts.path)),
        Host::Shopify => {
            let file = parts.path.rsplit('/').next().unwrap_or(parts.path);
            format!("shopify:{}", shopify_plain(file))
        }
        Host::Ebay => format!("ebay:{}", ebay_key(parts.path)),
        Host::Other => {
            let query = if resizes(parts.query) { "" } else { parts.query };
            let mark = if query.is_empty() { "" } else { "?" };
            format!("{}{}{mark}{query}", parts.host.to_ascii_lowercase(), parts.path)
        }
    }
}

/// The address of a picture at least `pixels` wide and high, if its host is known to serve one; else the address.
pub fn thumbnail(address: &str, pixels: u32) -> String {
    let Some(parts) = Address::parse(address) else {
        return address.trim().to_owned();
    };
    let origin = format!("{}://{}{}", parts.scheme, parts.host, parts.port);
    match Host::of(&parts) {
        Host::Ali => {
            let plain = ali_plain(parts.path);
            if !has_extension(&plain) || parts.is_under("lazcdn.com") {
                return format!("{origin}{plain}");
            }
            // The sizes that every one of these hosts makes.
            let size = [100, 200, 220, 400, 800].into_iter().find(|&size| size >= pixels).unwrap_or(800);
            format!("{origin}{plain}_{size}x{size}.jpg")
        }
        Host::Jd => match parts.path.find("jfs/") {
            Some(start) => {
                let key = parts.path.get(start..).map_or("", until_suffix);
                // n5 50, n4 100, n2 160, n7 220, n1 350, n0 800: fixed folders of the same file.
                let folder = match pixels {
                    0..=50 => "n5",
                    51..=100 => "n4",
                    101..=160 => "n2",
                    161..=220 => "n7",
                    221..=350 => "n1",
                    _ => "n0",
                };
                format!("{origin}/{folder}/{key}")
            }
            None => address.trim().to_owned(),
        },
        Host::Pinduoduo if parts.is_under("pddpic.com") => {
            format!("{origin}{}?imageView2/2/w/{pixels}/q/80", parts.path)
        }
        Host::Amazon => match amazon_parts(parts.path) {
            Some((folder, id, extension)) => {
                format!("{origin}{folder}{id}._AC_US{pixels}_.{extension}")
            }
            None => address.trim().to_owned(),
        },
        Host::Shopify => {
            let version = parts.parameter("v").map(|version| format!("v={version}&")).unwrap_or_default();
            format!("{origin}{}?{version}width={pixels}", parts.path)
        }
        Host::Ebay => match parts.path.rfind("/s-l") {
            Some(start) => {
                let size = [64, 96, 140, 225, 300, 400, 500, 1600].into_iter().find(|&size| size >= pixels);
                let extension = parts.path.rsplit('.').next().unwrap_or("jpg");
                let folder = parts.path.get(..start).unwrap_or("");
                format!("{origin}{folder}/s-l{}.{extension}", size.unwrap_or(1600))
            }
            None => address.trim().to_owned(),
        },
        _ => address.trim().to_owned(),
    }
}

/// The address of the picture in its full size, where that can be told; else the address.
pub fn original(address: &str) -> String {
    let Some(parts) = Address::parse(address) else {
        return address.trim().to_owned();
    };
    let origin = format!("{}://{}{}", parts.scheme, parts.host, parts.port);
    match Host::of(&parts) {
        Host::Ali => {
            let plain = ali_plain(parts.path);
            // Few browsers show HEIC; the host makes a JPEG of the full size of it.
            let shown = if plain.ends_with(".heic") { "_q90.jpg" } else { "" };
            format!("{origin}{plain}{shown}")
        }
        Host::Pinduoduo if parts.is_under("pddpic.com") => format!("{origin}{}", parts.path),
        Host::Jd if parts.path.contains("jfs/") => thumbnail(address, 800),
        Host::Amazon => match amazon_parts(parts.path) {
            Some((folder, id, extension)) => format!("{origin}{folder}{id}.{extension}"),
            None => address.trim().to_owned(),
        },
        _ => address.trim().to_owned(),
    }
}

const EXTENSIONS: [&str; 9] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic", ".SS2", ".bmp"];

/// The path up to the end of its first extension.
fn until_suffix(path: &str) -> &str {
    let end = EXTENSIONS.iter().filter_map(|extension| Some(path.find(extension)? + extension.len())).min();
    end.and_then(|end| path.get(..end)).unwrap_or(path)
}

fn has_extension(path: &str) -> bool {
    EXTENSIONS.iter().any(|extension| path.ends_with(extension))
}

/// The path without what asks for a size: the suffix after the full name (`.jpg_400x400.jpg`, `.jpg_.webp`) is cut, the
/// infix before the extension (`.220x220.jpg`, `.search.jpg`) taken out.
fn ali_plain(path: &str) -> Cow<'_, str> {
    let plain = until_suffix(path);
    let Some((stem, extension)) = plain.rsplit_once('.') else {
        return Cow::Borrowed(plain);
    };
    match stem.rsplit_once('.') {
        Some((before, infix)) if is_size(infix) || infix == "search" || infix == "summ" => {
            Cow::Owned(format!("{before}.{extension}"))
        }
        _ => Cow::Borrowed(plain),
    }
}

fn ali_key(path: &str) -> String {
    let plain = ali_plain(path);
    let file = plain.rsplit('/').next().unwrap_or(&plain);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    // `TB1….jpg` and `O1CN01….jpg` name the file wherever it lies; anything else needs its folder.
    if ["O1CN", "TB1", "TB2"].iter().any(|start| stem.starts_with(start)) && stem.len() >= 16 {
        format!("{stem}.{extension}")
    } else {
        plain.trim_start_matches('/').to_owned()
    }
}

/// `220x220`, `460x460xz`.
fn is_size(text: &str) -> bool {
    let Some((width, height)) = text.split_once('x') else {
        return false;
    };
    !width.is_empty() && width.bytes().all(|b| b.is_ascii_digit()) && height.starts_with(|c: char| c.is_ascii_digit())
}

/// Folder with its slash, id and extension of `/images/I/<id>.<operations>.jpg`.
fn amazon_parts(path: &str) -> Option<(String, &str, &str)> {
    let (folder, file) = path.rsplit_once('/')?;
    let (id, rest) = file.split_once('.')?;
    let extension = rest.rsplit('.').next()?;
    let folder = match folder.find("/images/W/") {
        Some(start) => format!("{}/images/I/", folder.get(..start)?),
        None => format!("{folder}/"),
    };
    Some((folder, id, extension))
}

fn amazon_key(path: &str) -> &str {
    amazon_parts(path).map_or(path, |(_, id, _)| id)
}

/// `name_400x.jpg`, `name_400x400_crop_center@2x.jpg` → `name.jpg`.
fn shopify_plain(file: &str) -> String {
    let Some((stem, extension)) = file.rsplit_once('.') else {
        return file.to_owned();
    };
    let stem = stem.split_once('@').map_or(stem, |(before, _)| before);
    let stem = stem.split_once("_crop_").map_or(stem, |(before, _)| before);
    let stem = match stem.rsplit_once('_') {
        Some((before, "pico" | "icon" | "thumb" | "small" | "compact" | "medium" | "large" | "grande" | "master")) => {
            before
        }
        Some((before, size)) if size.contains('x') && size.bytes().all(|b| b.is_ascii_digit() || b == b'x') => before,
        _ => stem,
    };
    format!("{stem}.{extension}")
}

/// `/images/g/<id>/s-l1600.jpg` → `<id>`; `/00/s/…/z/<id>/$_57.JPG` → `<id>`.
fn ebay_key(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or(path, |(folder, _)| folder);
    folder.rsplit('/').next().unwrap_or(folder)
}

/// Whether the query only asks for a size or a format.
fn resizes(query: &str) -> bool {
    #[rustfmt::skip]
    const NAMES: [&str; 19] = [
        "w", "h", "width", "height", "q", "quality", "fmt", "format", "fm", "auto", "fit", "crop", "dpr", "size", "sw",
        "sh", "wid", "hei", "v",
    ];
    query.is_empty()
        || query.starts_with("x-oss-process=")
        || query.starts_with("imageView2")
        || query.starts_with("imageMogr2")
        || query
            .split('&')
            .all(|pair| NAMES.contains(&pair.split('=').next().unwrap_or("").to_ascii_lowercase().as_str()))
}

#[cfg(test)]
#[path = "../../tests/unit/page/picture_address.rs"]
mod tests;
