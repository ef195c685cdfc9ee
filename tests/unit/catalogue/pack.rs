use std::collections::HashMap;

use super::*;
use crate::{
    fingerprint::{Fingerprint, Picture, Pixels},
    record::{Item, Offer},
};

type Files = HashMap<String, Vec<u8>>;

/// A picture with structure of its own: soft blobs whose places depend on the seed.
fn drawing(seed: u32) -> Vec<u8> {
    let mut rgba = Vec::with_capacity(96 * 96 * 4);
    for y in 0..96_u32 {
        for x in 0..96_u32 {
            let blob = |n: u32| {
                let (cx, cy) = ((seed * 37 + n * 53) % 96, (seed * 71 + n * 29) % 96);
                let (dx, dy) = (x.abs_diff(cx), y.abs_diff(cy));
                200_u32.saturating_sub((dx * dx + dy * dy) / (2 + n))
            };
            let value = (0..5).map(blob).max().unwrap_or(0) as u8;
            rgba.extend([value, value / 2 + seed as u8, 255 - value, 255]);
        }
    }
    rgba
}

fn offers() -> Vec<Offer> {
    let titles = ["骨瓷勺子 16.5cm 家用汤勺", "马丁靴女 英伦风 8孔", "全棉四件套 床上用品", ""];
    let offer = |(index, title): (usize, &&str)| Offer {
        id: Some(format!("o{index}")),
        title: Some((*title).to_owned()).filter(|title| !title.is_empty()),
        gtin: (index == 3).then(|| "4006381333931".to_owned()),
        ..Offer::default()
    };
    titles.iter().enumerate().map(offer).collect()
}

fn build() -> Files {
    let mut builder = Builder::new();
    for (index, offer) in offers().iter().enumerate() {
        let rgba = drawing(index as u32);
        let picture = Picture::index(&Pixels::new(96, 96, &rgba).unwrap());
        builder.push(offer, (index != 2).then_some(picture)).unwrap();
    }
    builder.finish("test").unwrap().into_iter().collect()
}

fn open(files: &Files) -> Result<Pack, CatalogueError> {
    Pack::open(&files[MANIFEST], |name| files.get(name).cloned())
}

fn found(pack: &Pack, query: &Fingerprint) -> Vec<u32> {
    pack.search(query).hits.iter().map(|hit| hit.listing).collect()
}

/// The same pack with one file's content changed and the manifest made to agree, as a hostile builder could.
fn forged(files: &Files, kind: &str, content: Vec<u8>) -> Files {
    let mut manifest = Manifest::parse(&files[MANIFEST]).unwrap();
    let entry = manifest.files.iter_mut().find(|entry| entry.kind == kind).unwrap();
    *entry = FileEntry::of(kind, &content);
    let mut forged = files.clone();
    forged.insert(entry.name.clone(), content);
    forged.insert(MANIFEST.to_owned(), serde_json::to_vec(&manifest).unwrap());
    forged
}

fn content(files: &Files, kind: &str) -> Vec<u8> {
    files.iter().find(|(name, _)| name.starts_with(kind)).unwrap().1.clone()
}

#[test]
fn a_listing_is_found_by_its_picture_its_title_and_its_key() {
    let pack = open(&build()).unwrap();
    let rgba = drawing(1);
    let mut by_picture = Fingerprint::of_item(&Item::default());
    by_picture.pictures.push(Picture::query(&Pixels::new(96, 96, &rgba).unwrap()));
    assert!(found(&pack, &by_picture).contains(&1));

    let by_title = Item { title: Some("四件套全棉床上用品".into()), ..Item::default() };
    assert!(found(&pack, &Fingerprint::of_item(&by_title)).contains(&2));

    let by_key = Item { gtin: Some("4006381333931".into()), ..Item::default() };
    assert_eq!(found(&pack, &Fingerprint::of_item(&by_key)), [3]);

    assert_eq!(pack.search(&Fingerprint::of_item(&Item::default())), Search::default());
}

#[test]
fn listings_come_back_as_they_went_in() {
    let pack = open(&build()).unwrap();
    for (index, offer) in offers().into_iter().enumerate() {
        let (found, fingerprint, _) = pack.listing(index as u32).unwrap();
        assert_eq!(found, offer);
        assert_eq!(fingerprint.pictures.len(), usize::from(index != 2));
    }
    assert!(pack.listing(4).is_err());
}

#[test]
fn the_same_listings_give_the_same_bytes() {
    assert_eq!(build(), build());
}

#[test]
fn an_empty_pack_is_a_pack() {
    let files: Files = Builder::new().finish("empty").unwrap().into_iter().collect();
    let pack = open(&files).unwrap();
    assert!(pack.is_empty());
    let spoon = Item { title: Some("勺".into()), ..Item::default() };
    assert!(found(&pack, &Fingerprint::of_item(&spoon)).is_empty());
}

#[test]
fn what_was_truncated_or_flipped_on_the_way_is_noticed() {
    let files = build();
    for (name, content) in &files {
        if name == MANIFEST {
            continue;
        }
        let mut short = files.clone();
        short.insert(name.clone(), content[..content.len() - 1].to_vec());
        assert!(matches!(open(&short), Err(CatalogueError::Length { .. })), "{name}");
        for at in (0..content.len()).step_by(7) {
            let mut flipped = files.clone();
            flipped.get_mut(name).unwrap()[at] ^= 1;
            assert_eq!(open(&flipped).err(), Some(CatalogueError::Checksum(name.clone())));
        }
        let mut lacking = files.clone();
        lacking.remove(name);
        assert_eq!(open(&lacking).err(), Some(CatalogueError::Missing(name.clone())));
    }
}

/// Checksums guard against accidents only, so a file that lies about itself must do no harm either.
#[test]
fn a_forged_file_gives_an_error_or_an_answer_but_never_a_panic() {
    let files = build();
    let mut query = Fingerprint::of_item(&Item {
        title: Some("骨瓷勺子 16.5cm".into()),
        gtin: Some("4006381333931".into()),
        ..Item::default()
    });
    let rgba = drawing(0);
    query.pictures.push(Picture::query(&Pixels::new(96, 96, &rgba).unwrap()));
    for kind in ["codes", "titles", "keys", "records"] {
        let content = content(&files, kind);
        for at in 0..content.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut forged_content = content.clone();
                forged_content[at] = value;
                if let Ok(pack) = open(&forged(&files, kind, forged_content)) {
                    for hit in pack.search(&query).hits {
                        let _ = pack.listing(hit.listing);
                    }
                }
            }
            let cut = forged(&files, kind, content[..at].to_vec());
            assert!(open(&cut).is_err(), "{kind} cut at {at}");
        }
    }
}

#[test]
fn other_versions_and_algorithms_are_refused_with_what_to_do() {
    let files = build();
    let changed = |from: &str, to: &str| {
        let mut files = files.clone();
        let manifest = String::from_utf8(files[MANIFEST].clone()).unwrap();
        assert!(manifest.contains(from));
        files.insert(MANIFEST.into(), manifest.replace(from, to).into_bytes());
        open(&files).err().unwrap().to_string()
    };
    assert!(changed("\"version\": 1", "\"version\": 2").contains("rebuild the pack or update the program"));
    let algorithm = format!("\"algorithm\": {}", crate::fingerprint::ALGORITHM);
    assert!(changed(&algorithm, "\"algorithm\": 999").contains("rebuild the pack from its listings"));
    assert!(changed("yuantou-pack", "other").contains("its format is \"other\""));
    assert!(changed("\"listings\": 4", "\"listings\": 5").contains("counts"));
    assert!(changed("codes-", "../codes-").contains("is a path"));
}

#[test]
fn what_is_no_manifest_is_told() {
    for json in ["", "{}", "[1]", "<html>", "{\"format\":\"yuantou-pack\",\"version\":\"one\"}"] {
        assert!(matches!(Manifest::parse(json.as_bytes()), Err(CatalogueError::Manifest(_))), "{json}");
    }
}
