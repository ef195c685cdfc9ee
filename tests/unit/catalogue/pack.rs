use std::collections::HashMap;

use super::*;
use crate::{
    fingerprint::{Chroma, Code, Fingerprint, Picture, Pixels, View, ViewKind},
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

/// A pack and its bytes.
struct Opened(Manifest, MemoryPack);

impl Opened {
    /// The ids of what is found, in their order.
    fn found(&self, query: &Fingerprint) -> Vec<String> {
        let (hits, _) = self.1.search(&self.0, query);
        let mut ids: Vec<String> = hits.into_iter().filter_map(|hit| hit.entry.offer.id).collect();
        ids.sort();
        ids
    }
}

fn open(files: &Files) -> Result<Opened, CatalogueError> {
    let manifest = Manifest::parse(&files[MANIFEST])?;
    let memory = MemoryPack::open(&manifest, |name| files.get(name).cloned())?;
    Ok(Opened(manifest, memory))
}

fn query(seed: u32) -> Fingerprint {
    let rgba = drawing(seed);
    let mut query = Fingerprint::of_item(&Item::default());
    query.pictures.push(Picture::query(&Pixels::new(96, 96, &rgba).unwrap()));
    query
}

fn text(title: &str) -> Fingerprint {
    Fingerprint::of_item(&Item { title: Some(title.into()), ..Item::default() })
}

/// The same pack with one file's content changed, and the list and the manifest made to agree, as a hostile builder
/// could.
fn forged(files: &Files, path: &str, content: Vec<u8>) -> Files {
    let mut manifest = Manifest::parse(&files[MANIFEST]).unwrap();
    let segment = &mut manifest.segments[0];
    let list_path = format!("{}/{FILES}", segment.id);
    let list = String::from_utf8(files[&list_path].clone()).unwrap();
    let mut entries = read_files(&list, &segment.files).unwrap();
    let name = path.split('/').next_back().unwrap();
    *entries.iter_mut().find(|entry| entry.name == name).unwrap() = FileEntry::of(name, &content);
    let list = write_files(&mut entries);
    segment.files = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(list.as_bytes()));
    let mut forged = files.clone();
    forged.insert(path.to_owned(), content);
    forged.insert(list_path, list.into_bytes());
    forged.insert(MANIFEST.to_owned(), serde_json::to_vec(&manifest).unwrap());
    forged
}

#[test]
fn a_listing_is_found_by_its_picture_its_title_and_its_key() {
    let pack = open(&build()).unwrap();
    assert!(pack.found(&query(1)).contains(&"o1".to_owned()));
    assert!(pack.found(&text("四件套全棉床上用品")).contains(&"o2".to_owned()));
    let by_key = Item { gtin: Some("4006381333931".into()), ..Item::default() };
    assert_eq!(pack.found(&Fingerprint::of_item(&by_key)), ["o3"]);
    assert!(pack.found(&Fingerprint::of_item(&Item::default())).is_empty());
}

#[test]
fn listings_come_back_as_they_went_in() {
    let pack = open(&build()).unwrap();
    for (index, offer) in offers().into_iter().enumerate() {
        let mut lookup = Lookup::by_key(&pack.0, listing_key(&offer));
        pack.1.answer(&mut lookup);
        let held: Vec<_> = lookup.standing().collect();
        assert_eq!(held.len(), 1);
        assert_eq!(held[0].2.offer, offer);
        assert_eq!(held[0].2.pictures.len(), usize::from(index != 2));
        assert_eq!(
            held[0].2.pictures.first().map(Picture::to_bytes),
            (index != 2).then(|| {
                let rgba = drawing(index as u32);
                Picture::index(&Pixels::new(96, 96, &rgba).unwrap()).to_bytes()
            })
        );
    }
}

#[test]
fn the_same_listings_give_the_same_bytes_in_any_order_and_the_newest_word_stands() {
    let mut builder = Builder::new();
    for offer in offers().iter().rev() {
        let index = offer.id.as_deref().unwrap()[1..].parse().unwrap();
        let rgba = drawing(index);
        let picture = Picture::index(&Pixels::new(96, 96, &rgba).unwrap());
        builder.push(offer, (index != 2).then_some(picture)).unwrap();
    }
    assert_eq!(builder.finish("test").unwrap().into_iter().collect::<Files>(), build());
    let seen = |day: &str, title: &str| Offer {
        id: Some("a".into()),
        title: Some(title.into()),
        seen_at: Some(day.into()),
        ..Offer::default()
    };
    for order in [[0, 1], [1, 0]] {
        let both = [seen("2026-01-01T00:00:00Z", "old"), seen("2026-01-02T00:00:00Z", "new")];
        let mut builder = Builder::new();
        order.iter().for_each(|at| builder.push(&both[*at], []).unwrap());
        let pack = open(&builder.finish("test").unwrap().into_iter().collect()).unwrap();
        assert_eq!(pack.0.listings, 1);
        let (hits, _) = pack.1.search(&pack.0, &text("new old"));
        assert_eq!(hits[0].entry.offer.title.as_deref(), Some("new"));
    }
}

#[test]
fn an_empty_pack_is_a_pack() {
    let pack = open(&Builder::new().finish("empty").unwrap().into_iter().collect()).unwrap();
    assert_eq!(pack.0.listings, 0);
    assert!(pack.found(&text("勺")).is_empty());
}

/// Many listings: more than a bucket's, more than a directory page's, more than a shard's.
#[test]
fn a_listing_is_found_among_thousands() {
    let mut builder = Builder::new();
    for number in 0..20_000_u64 {
        let bits = |salt: u64| {
            xxhash_rust::xxh3::xxh3_64(&(number * 64 + salt).to_le_bytes())
                & xxhash_rust::xxh3::xxh3_64(&salt.to_le_bytes())
        };
        let code = |salt: u64| Code([bits(salt), bits(salt + 1), bits(salt + 2), bits(salt + 3)]);
        let view = |(at, kind): (usize, &ViewKind)| View {
            kind: *kind,
            pdq: code(at as u64 * 8),
            gradient: code(at as u64 * 8 + 4),
            margins: None,
        };
        let views = ViewKind::INDEX.iter().enumerate().map(view).collect();
        let picture = Picture { views, quality: 90, chroma: Chroma::from_bytes(&[0; Chroma::BYTES]) };
        let offer =
            Offer { id: Some(format!("n{number}")), title: Some(format!("thing {number}")), ..Offer::default() };
        builder.push(&offer, [picture]).unwrap();
    }
    let rgba = drawing(5);
    let offer = Offer { id: Some("wanted".into()), ..Offer::default() };
    builder.push(&offer, [Picture::index(&Pixels::new(96, 96, &rgba).unwrap())]).unwrap();
    let files: Files = builder.finish("many").unwrap().into_iter().collect();
    let pack = open(&files).unwrap();
    assert!(pack.0.segments[0].tables[0].key_bits >= 8);
    assert!(pack.found(&query(5)).contains(&"wanted".to_owned()));
    assert!(pack.found(&text("thing 777")).contains(&"n777".to_owned()));
    let mut lookup = Lookup::new(&pack.0, &query(5), Budget::REMOTE);
    pack.1.answer(&mut lookup);
    assert!(lookup.hits().iter().any(|hit| hit.entry.offer.id.as_deref() == Some("wanted")));
    assert!(lookup.bytes_read < 100_000, "{}", lookup.bytes_read);
    assert_eq!(lookup.round_trips, 3);

    // Once the photograph is there, and enough was looked into for others that show it, the rest is not waited for.
    let mut lookup = Lookup::new(&pack.0, &query(5), Budget { first: 8, ..Budget::REMOTE });
    let give = |lookup: &mut Lookup, read| lookup.give(&read, pack.1.read(&read));
    lookup.reads().into_iter().for_each(|page| give(&mut lookup, page));
    let buckets = lookup.reads();
    let mut given = 0;
    for bucket in buckets.clone() {
        given += usize::from(lookup.is_needed(&bucket));
        give(&mut lookup, bucket);
    }
    assert!((8..buckets.len()).contains(&given), "{given} of {}", buckets.len());
    lookup.reads().into_iter().for_each(|record| give(&mut lookup, record));
    assert!(lookup.is_done() && lookup.faults() == 0);
    assert!(lookup.hits().iter().any(|hit| hit.entry.offer.id.as_deref() == Some("wanted")));
}

#[test]
fn an_update_replaces_adds_and_takes_away_and_the_segments_stay_few() {
    let mut manifest = Manifest::empty("own");
    let mut stored = Files::new();
    let mut expected: std::collections::BTreeMap<String, (String, u64)> = Default::default();
    let pictures = [0, 1, 2].map(|seed| Picture::index(&Pixels::new(96, 96, &drawing(seed)).unwrap()));
    for round in 0..40_u32 {
        let number = |n: u32| (round * 7 + n * 3) % 50;
        let added: Vec<Keyed> = (0..5)
            .map(|n| {
                let (id, title) = (format!("o{}", number(n)), format!("listing {} of round {round}", number(n)));
                let pictures = pictures[..((round + n) % 4) as usize].to_vec();
                expected.insert(id.clone(), (title.clone(), pictures.len() as u64));
                let offer = Offer { id: Some(id), title: Some(title), ..Offer::default() };
                Keyed::new(&Entry { offer, pictures }).unwrap()
            })
            .collect();
        let gone = format!("o{}", number(9));
        let key = listing_key(&Offer { id: Some(gone.clone()), ..Offer::default() });
        if !added.iter().any(|one| one.key == key) {
            expected.remove(&gone);
        }
        let mut update = Update::new(manifest, added, &[key]);
        for path in update.files() {
            update.file(&path, stored[&path].clone());
        }
        while let Some(read) = update.reads().into_iter().next() {
            let memory = &stored[&read.path];
            let end = (read.start as usize + read.length as usize).min(memory.len());
            update.give(&read, &memory[read.start as usize..end]);
        }
        let updated = update.finish().unwrap();
        stored.extend(updated.files);
        for dropped in updated.dropped {
            stored.retain(|path, _| !path.starts_with(&dropped));
        }
        manifest = updated.manifest;
        assert!(manifest.segments.len() <= 6, "{}", manifest.segments.len());
        assert_eq!(manifest.listings, expected.len() as u64, "round {round}");
        assert_eq!(manifest.pictures, expected.values().map(|(_, pictures)| pictures).sum::<u64>(), "round {round}");
    }
    let pack = Opened(manifest.clone(), MemoryPack::open(&manifest, |name| stored.get(name).cloned()).unwrap());
    for (id, (title, _)) in &expected {
        let mut lookup = Lookup::new(&pack.0, &text(title), Budget::LOCAL);
        pack.1.answer(&mut lookup);
        let titles: Vec<_> = lookup.hits().into_iter().filter(|hit| hit.entry.offer.id.as_ref() == Some(id)).collect();
        assert_eq!(titles.len(), 1, "{id}");
        assert_eq!(titles[0].entry.offer.title.as_ref(), Some(title));
    }
}

#[test]
fn an_update_without_the_files_it_needs_is_refused() {
    let files = build();
    let manifest = Manifest::parse(&files[MANIFEST]).unwrap();
    let offer = Offer { id: Some("new".into()), title: Some("new".into()), ..Offer::default() };
    let listing = Keyed::new(&Entry { offer, pictures: Vec::new() }).unwrap();
    assert!(matches!(Update::new(manifest, vec![listing], &[]).finish(), Err(CatalogueError::Missing(_))));
}

#[test]
fn what_was_truncated_or_flipped_on_the_way_is_noticed() {
    let files = build();
    for (path, content) in files.iter().filter(|(path, _)| *path != MANIFEST) {
        let name = path.split('/').next_back().unwrap().to_owned();
        let mut flips = vec![0, content.len() / 2, content.len() - 1];
        flips.extend((0..content.len()).step_by(97));
        for at in flips {
            let mut flipped = files.clone();
            flipped.get_mut(path).unwrap()[at] ^= 1;
            assert_eq!(open(&flipped).err(), Some(CatalogueError::Checksum(name.clone())), "{path} {at}");
        }
        let mut short = files.clone();
        short.insert(path.clone(), content[..content.len() - 1].to_vec());
        assert!(open(&short).is_err(), "{path}");
        let mut lacking = files.clone();
        lacking.remove(path);
        assert_eq!(open(&lacking).err(), Some(CatalogueError::Missing(path.clone())));
    }
}

/// A file that lies about itself takes its own listings away and no more: an index leads to no listing that is not
/// there, and records that lie give no more of them than there were.
#[test]
fn a_forged_file_takes_its_own_listings_away_and_no_more() {
    let files = build();
    let mut query = query(0);
    let words = text("骨瓷勺子 16.5cm");
    (query.title, query.keys) = (words.title, words.keys);
    let honest = open(&files).unwrap().found(&query);
    assert!(honest.contains(&"o0".to_owned()), "{honest:?}");
    let all: Vec<String> = offers().into_iter().filter_map(|offer| offer.id).collect();
    let (mut whole, mut changes) = (0, 0);
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".idx") || path.ends_with(".bin")) {
        let telling = content.iter().enumerate().filter(|(at, byte)| **byte != 0 || *at < 400);
        let turned = telling.step_by(3).flat_map(|(at, _)| {
            [0, 1, 0xff].map(|value| {
                let mut changed = content.clone();
                changed[at] = value;
                (at, changed)
            })
        });
        let cut = (0..content.len()).step_by(61).map(|at| (at, content[..at].to_vec()));
        for (at, changed) in turned.chain(cut) {
            let found = open(&forged(&files, path, changed)).unwrap().found(&query);
            if path.ends_with(".idx") {
                assert!(found.iter().all(|id| all.contains(id)), "{path} {at}: {found:?}");
            }
            assert!(found.len() <= all.len(), "{path} {at}: {found:?}");
            whole += usize::from(found == honest);
            changes += 1;
        }
    }
    assert!(changes > 1_000 && (1..changes).contains(&whole), "{whole} of {changes} changes took nothing away");
}

#[test]
fn what_cannot_be_had_is_gone_without() {
    let files = build();
    let pack = open(&files).unwrap();
    let mut lookup = Lookup::new(&pack.0, &query(1), Budget::REMOTE);
    let mut asked = 0;
    while let Some(read) = lookup.reads().into_iter().next() {
        asked += 1;
        lookup.give(&read, pack.1.read(&read).filter(|_| asked % 3 != 0));
    }
    assert!(lookup.is_done() && lookup.faults() > 0);
    let mut late = Lookup::new(&pack.0, &query(1), Budget::REMOTE);
    late.give_up();
    assert!(late.is_done() && late.hits().is_empty());
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
    assert!(changed("\"version\": 2", "\"version\": 1").contains("rebuild the pack from its listings, or update"));
    let algorithm = format!("\"algorithm\": {}", crate::fingerprint::ALGORITHM);
    assert!(changed(&algorithm, "\"algorithm\": 999").contains("rebuild the pack from its listings"));
    assert!(changed("yuantou-pack", "other").contains("its format is \"other\""));
    assert!(changed("\"id\": \"seg", "\"id\": \"../seg").contains("no plain name"));
    assert!(changed("\"record_bits\": 0", "\"record_bits\": 200").contains("out of range"));
}

#[test]
fn what_is_no_manifest_is_told() {
    for json in ["", "{}", "[1]", "<html>", "{\"format\":\"yuantou-pack\",\"version\":\"one\"}"] {
        assert!(matches!(Manifest::parse(json.as_bytes()), Err(CatalogueError::Manifest(_))), "{json}");
    }
}

#[test]
fn a_listing_longer_than_any_record_is_cut_and_keeps_what_it_costs() {
    let long = "长".repeat(10_000);
    let supplier =
        crate::record::Supplier { name: Some(long.clone()), flags: vec![long.clone(); 200], ..Default::default() };
    let tier = crate::record::Tier { from: 2, price: "9.00".parse().unwrap() };
    let offer = Offer {
        id: Some("long".into()),
        title: Some(long),
        tiers: vec![tier],
        supplier: Some(supplier),
        ..Offer::default()
    };
    let bytes = Entry { offer: offer.clone(), pictures: Vec::new() }.to_bytes().unwrap();
    let read = Entry::from_bytes(&bytes).unwrap().offer;
    assert_eq!((read.id, read.tiers), (offer.id, offer.tiers));
    assert!(read.title.unwrap().chars().count() <= 1_000 && read.supplier.unwrap().flags.len() <= 12);
}

#[test]
fn a_file_that_comes_in_parts_is_checked_like_a_whole_one() {
    let content: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
    let entry = FileEntry::of("records-00000.bin", &content);
    let check = |parts: &mut dyn Iterator<Item = &[u8]>| {
        let mut check = FileCheck::new(entry.clone());
        parts.for_each(|part| check.take(part));
        check.end()
    };
    for size in [1, 63, 4096, 65_537, content.len()] {
        assert_eq!(check(&mut content.chunks(size)), Ok(()));
    }
    assert!(matches!(check(&mut content[1..].chunks(4096)), Err(CatalogueError::Length { .. })));
    let mut turned = content.clone();
    turned[70_000] ^= 1;
    assert_eq!(check(&mut turned.chunks(4096)), Err(CatalogueError::Checksum("records-00000.bin".to_owned())));
}
