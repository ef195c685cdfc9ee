use std::{fs, io::Read, sync::Arc};

use ::parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type},
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use encoding_rs::{BIG5, GB18030};
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};
use serde_json::json;

use super::{decoded::Decoded, write::Writer, *};

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("yuantou-listings-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The offers of a file as JSON, and what was told of the rest.
fn read_all(path: &Path, options: &ReadOptions) -> (Vec<serde_json::Value>, String) {
    let list = path.with_extension("rejects");
    let problems = Problems::listed(Some(&list)).unwrap();
    let mut offers = Vec::new();
    let read = read_with(
        path,
        options,
        &problems,
        |_| {},
        |listing| {
            offers.push(serde_json::to_value(listing.offer).unwrap());
            Ok(())
        },
    );
    problems.finish();
    let told = fs::read_to_string(&list).unwrap() + &read.err().map(|error| error.to_string()).unwrap_or_default();
    (offers, told.replace(&path.parent().unwrap().display().to_string(), ""))
}

fn read_bytes(name: &str, bytes: &[u8]) -> (Vec<serde_json::Value>, String) {
    let path = folder("bytes").join(name);
    fs::write(&path, bytes).unwrap();
    read_all(&path, &ReadOptions::default())
}

const TABLE: &str =
    "标题,价格,起批量,图片\r\n\"骨瓷勺子, 大\",2.30,3,a.jpg\r\n\r\n马丁靴,\"12\n\",1,\"b.jpg;c.jpg\"\r\n";

fn assert_is_table(name: &str, bytes: &[u8]) {
    let (offers, told) = read_bytes(name, bytes);
    assert_eq!(told, "", "{name}");
    assert_eq!(offers.len(), 2, "{name}");
    assert_eq!(offers[0]["title"], "骨瓷勺子, 大", "{name}");
    assert_eq!(offers[1]["images"], json!(["b.jpg", "c.jpg"]), "{name}");
    assert_eq!(offers[1]["tiers"], json!([{ "from": 1, "price": "12" }]), "{name}");
}

#[test]
fn tables_in_the_encodings_that_spreadsheets_write() {
    assert_is_table("utf8.csv", TABLE.as_bytes());
    assert_is_table("bom.csv", format!("\u{feff}{TABLE}").as_bytes());
    assert_is_table("gb.csv", &GB18030.encode(TABLE).0);
    let utf16 = |bytes: fn(u16) -> [u8; 2]| TABLE.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    assert_is_table("utf16le.csv", &[b"\xff\xfe".as_slice(), &utf16(u16::to_le_bytes)].concat());
    assert_is_table("utf16be.csv", &[b"\xfe\xff".as_slice(), &utf16(u16::to_be_bytes)].concat());
}

#[test]
fn big5_is_told_from_gbk_by_what_it_says() {
    let traditional = "標題,價格,起批量,圖片\r\n骨瓷湯匙 大號,2.30,3,a.jpg\r\n馬丁靴 黑色,12,1,b.jpg\r\n";
    let (offers, told) = read_bytes("big5.csv", &BIG5.encode(traditional).0);
    assert_eq!((offers.len(), told.as_str()), (2, ""));
    assert_eq!(offers[0]["title"], "骨瓷湯匙 大號");
    // A line, a page, and more than is looked at at once, cut between the two bytes of a character.
    let rows = [
        "不鏽鋼保溫杯 五百毫升,二百四十九元,台灣製造,附專用收納袋與說明書\n",
        "現貨供應 純棉短袖上衣 男女皆可 多色可選 滿三件享優惠,宅配到府\n",
        "兒童雨鞋 防滑鞋底 尺寸請參考商品說明 下單後三日內出貨,臺北市\n",
    ];
    let simplified = [
        "不锈钢保温杯 五百毫升,二百四十九元,广东制造,附专用收纳袋与说明书\n",
        "现货供应 纯棉短袖上衣 男女皆可 多色可选 满三件享优惠,送货上门\n",
        "儿童雨鞋 防滑鞋底 尺寸请参考商品说明 下单后三日内发货,杭州市\n",
    ];
    for (encoding, rows) in [(BIG5, rows), (GB18030, simplified)] {
        for (count, before) in [(1, ""), (40, ""), (9_000, ""), (9_000, "x")] {
            let text: String = before.chars().chain(rows.concat().repeat(count).chars()).collect();
            let (bytes, _, unmappable) = encoding.encode(&text);
            assert!(!unmappable);
            let mut decoded = String::new();
            Decoded::new(bytes.as_ref()).read_to_string(&mut decoded).unwrap();
            assert!(decoded == text, "{} × {count}: {}", encoding.name(), decoded.chars().take(40).collect::<String>());
        }
        for row in rows {
            let mut decoded = String::new();
            Decoded::new(encoding.encode(row).0.as_ref()).read_to_string(&mut decoded).unwrap();
            assert_eq!(decoded, row);
        }
    }
}

#[test]
fn a_quotation_mark_that_is_not_closed_costs_no_memory_and_is_told_with_its_line() {
    let good = "标题,价格\n勺子,2\n";
    let (offers, told) = read_bytes("unclosed.csv", format!("{good}\"杯子,3\n盘子,4\n碗,5\n").as_bytes());
    assert_eq!(offers.len(), 1);
    assert_eq!(
        told,
        "/unclosed.csv:3: a quotation mark in this row is not closed: it and all that follows it was left out\n"
    );
    let (offers, told) =
        read_bytes("endless.csv", format!("{good}\"杯子,3\n{}", "盘子,4\n".repeat(600_000)).as_bytes());
    assert_eq!(offers.len(), 1);
    assert!(told.starts_with("/endless.csv:3: this row is longer than 4 MB, as if a quotation mark"), "{told}");
    // A last cell of several lines, closed at the very end; and a mark that quotes nothing.
    let (offers, told) = read_bytes("closed.csv", "价格,标题\n2,5\" 杯\n3,\"两\n行\"".as_bytes());
    assert_eq!((offers.len(), told.as_str()), (2, ""));
}

#[test]
fn progress_is_told_by_what_was_read_of_the_input() {
    let folder = folder("progress");
    let offers = (0..12_000).map(|n| Offer { title: Some(format!("骨瓷勺子 {n}")), ..Offer::default() });
    for name in ["all.csv", "all.jsonl", "all.xlsx"] {
        let path = folder.join(name);
        let mut writer = Writer::create(&path, Format::of(&path)).unwrap();
        offers.clone().for_each(|offer| writer.write(offer).unwrap().unwrap());
        writer.finish().unwrap();
        let (options, size) = (ReadOptions::default(), fs::metadata(&path).unwrap().len());
        let mut seen = Vec::new();
        let take = |_| {
            seen.push(options.read.get());
            Ok(())
        };
        read_with(&path, &options, &Problems::default(), |_| {}, take).unwrap();
        assert!(seen.is_sorted() && seen[0] < size && seen.len() == 12_000, "{name}: {} of {size}", seen[0]);
        assert_eq!(options.read.get(), size, "{name}");
    }
}

#[test]
fn an_encoding_is_told_by_the_first_bytes_that_are_not_ascii_however_late() {
    let text = format!("title,价格\n{}骨瓷勺子骨瓷勺子,3\n", "spoon,2\n".repeat(100_000));
    for (encoding, bytes) in [("GB18030", GB18030.encode(&text).0), ("UTF-8", text.as_bytes().into())] {
        let mut decoded = String::new();
        Decoded::new(bytes.as_ref()).read_to_string(&mut decoded).unwrap();
        assert!(decoded == text, "{encoding}");
    }
    let late = text.replacen("价格", "price", 1);
    let mut decoded = String::new();
    Decoded::new(GB18030.encode(&late).0.as_ref()).read_to_string(&mut decoded).unwrap();
    assert!(decoded == late);
}

#[test]
fn delimiters_are_found() {
    let semicolons =
        TABLE.replace(',', ";").replace("\"b.jpg;c.jpg\"", "b.jpg|c.jpg").replace("骨瓷勺子; 大", "骨瓷勺子, 大");
    assert_is_table("semicolons.csv", semicolons.as_bytes());
    let tabs = semicolons.replace(';', "\t");
    assert_is_table("tabs.tsv", tabs.as_bytes());
    assert_is_table("hint.csv", format!("sep=;\r\n{semicolons}").as_bytes());
}

#[test]
fn what_is_left_out_is_told_with_its_line() {
    let (offers, told) = read_bytes("faults.csv", "title,price\ncup,2\ncup,dear\n,3\ncup,4\n".as_bytes());
    assert_eq!(offers.len(), 2);
    assert_eq!(
        told,
        "/faults.csv:3: column \"price\": \"dear\" is not an amount\n/faults.csv:4: the listing has neither a title nor a picture\n"
    );
    let lines =
        "{\"title\":\"cup\"}\n{\"kind\":\"item\",\"title\":\"x\"}\nnonsense\n{\"标题\":\"杯\",\"价格\":\"¥3\"}\n";
    let (offers, told) = read_bytes("faults.jsonl", lines.as_bytes());
    assert_eq!((offers.len(), offers[1]["tiers"].clone()), (2, json!([{ "from": 1, "price": "3" }])));
    assert!(
        told.contains("/faults.jsonl:2: this is a retail item") && told.contains("/faults.jsonl:3: expected"),
        "{told}"
    );
    let (_, told) = read_bytes("none.csv", b"a,b\n1,2\n");
    assert_eq!(told.matches("none.csv").count(), 1, "{told}");
    assert!(told.contains("no column is a title or a picture; the header is: a, b"), "{told}");
    let (offers, _) = read_bytes("empty.csv", b"");
    assert!(offers.is_empty());
}

#[test]
fn rows_with_other_cells_than_columns_without_a_price_or_twice_are_told() {
    let table =
        "商品ID,标题,价格,起批量\n1,勺子,2,3\n2,\"杯, 大\",3\n3,盘, 小,4,1\n4,碗\n5\n1,勺子,2.5,3\n6,锅,9,1,,\n";
    let (offers, told) = read_bytes("cells.csv", table.as_bytes());
    let titles: Vec<_> = offers.iter().map(|offer| offer["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["勺子", "杯, 大", "碗", "勺子", "锅"], "{told}");
    assert_eq!(
        told,
        "/cells.csv:4: the row has 5 cells for 4 columns, so they may stand in the wrong ones: put a cell that holds the \
         delimiter in quotation marks\n\
         /cells.csv:5: note: the listing has no price: it can be found, but its landed cost is unknown (the row has 2 of 4 \
         cells)\n\
         /cells.csv:6: the listing has neither a title nor a picture (the row has 1 of 4 cells)\n\
         /cells.csv:7: note: the same listing as in line 2; in a pack, the one that was seen later (seen_at) stands\n"
    );
    // A table that has no prices at all says so once; the same row twice is one listing without an id too.
    let (offers, told) = read_bytes("unpriced.csv", "标题,图片\n勺,a.jpg\n杯,b.jpg\n勺,a.jpg\n".as_bytes());
    assert_eq!(offers.len(), 3);
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(told.contains("unpriced.csv: note: no column is a price") && told.contains(":4: note: the same listing"));
    let (_, told) = read_bytes("lines.jsonl", b"{\"title\":\"cup\"}\n");
    assert!(told.contains("/lines.jsonl:1: note: the listing has no price"), "{told}");
}

#[test]
fn a_cell_beside_the_table_of_a_sheet_is_passed_over_and_told() {
    let path = folder("beside").join("book.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in [["标题", "价格", ""], ["杯", "3", "老客户"], ["碗", "4", ""]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row as u32, column as u16, *cell).unwrap();
        }
    }
    workbook.save(&path).unwrap();
    let (offers, told) = read_all(&path, &ReadOptions::default());
    assert_eq!(offers.len(), 2);
    assert_eq!(told, "/book.xlsx:2: note: \"老客户\" stands in a column without a name, and is passed over\n");
}

#[test]
fn what_holds_no_listings_is_told_in_a_line() {
    let page = "<!DOCTYPE html>\n<p>a, b</p>\n".repeat(100);
    let prose = "Once upon a time, there was a cup.\nIt was blue, and it was full.\n".repeat(100);
    for (name, content, wanted) in [
        ("page.html", page.as_str(), "a web page"),
        ("page.csv", &page, "a web page"),
        ("page.xls", &page, "a web page"),
        ("prose.md", &prose, "no JSON Lines"),
        ("prose.txt", &prose, "no table of listings"),
        ("array.json", "[\n{\"title\":\"x\"}]", "one JSON array"),
        ("object.json", "{\n  \"title\": \"x\"\n}", "one JSON object"),
        ("book.csv", "PK\u{3}\u{4}", "--format xlsx"),
    ] {
        let (offers, told) = read_bytes(name, content.as_bytes());
        assert!(offers.is_empty() && told.lines().count() == 1 && told.contains(wanted), "{name}: {told}");
        assert_eq!(told.matches(name).count(), 1, "{told}");
    }
    let (offers, _) = read_bytes("late.jsonl", b"nonsense\n{\"title\":\"cup\"}\n");
    assert_eq!(offers.len(), 1);
}

#[test]
fn columns_can_be_set_by_hand() {
    let path = folder("map").join("odd.csv");
    fs::write(&path, "品,货值,x\n杯,3,y\n").unwrap();
    let columns = ["品=title", "货值=price", "x=ignore"].map(|text| column(text).unwrap()).to_vec();
    let (offers, told) = read_all(&path, &ReadOptions { columns, ..Default::default() });
    assert_eq!(told, "");
    assert_eq!(offers, [json!({ "title": "杯", "currency": "CNY", "tiers": [{ "from": 1, "price": "3" }] })]);
    assert!(column("x=nonsense").unwrap_err().contains("the columns are platform, id"));
    let (_, told) = read_all(&path, &ReadOptions { columns: vec![("y".into(), Column::Title)], ..Default::default() });
    assert!(told.contains("no column is called \"y\""), "{told}");
}

#[test]
fn workbooks_with_numbers_dates_gaps_and_an_empty_first_sheet() {
    let path = folder("sheet").join("book.xlsx");
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    let sheet = workbook.add_worksheet();
    for (column, name) in ["货品标题", "单价(元)", "条码", "更新时间", "图片1", "图片2"].iter().enumerate()
    {
        sheet.write_string(2, column as u16, *name).unwrap();
    }
    sheet.write_string(3, 0, "杯").unwrap();
    sheet.write_number(3, 1, 0.1 + 0.2).unwrap();
    sheet.write_number(3, 2, 6_901_234_567_892_f64).unwrap();
    let date = ExcelDateTime::from_ymd(2026, 1, 5).unwrap().and_hms(8, 30, 0).unwrap();
    sheet.write_datetime_with_format(3, 3, &date, &CellFormat::new().set_num_format("yyyy-mm-dd hh:mm")).unwrap();
    sheet.write_string(3, 5, "b.jpg").unwrap();
    sheet.write_string(6, 1, "面议").unwrap();
    sheet.write_string(6, 0, "杯").unwrap();
    workbook.save(&path).unwrap();
    let (offers, told) = read_all(&path, &ReadOptions::default());
    assert!(told.starts_with("/book.xlsx:7: column \"单价(元)\": \"面议\" is not a price but"), "{told}");
    let wanted = json!({
        "title": "杯", "images": ["b.jpg"], "currency": "CNY", "tiers": [{ "from": 1, "price": "0.3" }],
        "gtin": "6901234567892", "seen_at": "2026-01-05T08:30:00Z"
    });
    assert_eq!(offers, [wanted]);
    fs::write(&path, "no workbook").unwrap();
    let (_, told) = read_all(&path, &ReadOptions::default());
    assert!(told.contains("/book.xlsx: "), "{told}");
}

#[test]
fn parquet_with_nested_columns() {
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(Default::default())] {
        let path = folder("parquet").join("listings.parquet");
        let schema = "message listings {
            required binary title (UTF8);
            optional double price;
            optional int64 moq;
            optional group images (LIST) { repeated group list { optional binary element (UTF8); } }
            optional group supplier { optional binary name (UTF8); optional binary place (UTF8); }
        }";
        let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut writer = SerializedFileWriter::new(fs::File::create(&path).unwrap(), schema, properties).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let text = |texts: &[&str]| texts.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
        let mut columns = 0;
        while let Some(mut column) = group.next_column().unwrap() {
            match columns {
                0 => column.typed::<ByteArrayType>().write_batch(&text(&["杯", "靴"]), None, None).unwrap(),
                1 => column.typed::<DoubleType>().write_batch(&[2.3], Some(&[1, 0]), None).unwrap(),
                2 => column.typed::<Int64Type>().write_batch(&[3], Some(&[1, 0]), None).unwrap(),
                3 => {
                    let images = text(&["https://a.example/1,2.jpg", "b.jpg"]);
                    column.typed::<ByteArrayType>().write_batch(&images, Some(&[3, 3, 0]), Some(&[0, 1, 0])).unwrap()
                }
                4 => column.typed::<ByteArrayType>().write_batch(&text(&["德化厂"]), Some(&[2, 0]), None).unwrap(),
                _ => column.typed::<ByteArrayType>().write_batch(&[], Some(&[1, 0]), None).unwrap(),
            };
            columns += 1;
            column.close().unwrap();
        }
        group.close().unwrap();
        writer.close().unwrap();
        let (offers, told) = read_all(&path, &ReadOptions::default());
        assert!(told.starts_with("/listings.parquet:2: note: the listing has no price") && told.lines().count() == 1);
        let cup = json!({
            "title": "杯", "images": ["https://a.example/1,2.jpg", "b.jpg"], "currency": "CNY",
            "tiers": [{ "from": 3, "price": "2.3" }], "moq": 3, "supplier": { "name": "德化厂" }
        });
        assert_eq!(offers, [cup, json!({ "title": "靴", "currency": "CNY" })]);
    }
}

#[test]
fn what_is_written_reads_back_the_same_in_every_format() {
    let offers: Vec<Offer> = [
        json!({ "platform": "1688", "id": "6", "title": "=杯 \"大\"\n", "images": ["a b.jpg", "https://a.example/1,2.jpg"], "tiers": [{ "from": 3, "price": "2.30" }],
            "freight": {}, "supplier": { "name": "厂", "repurchase_rate": 0.4213, "flags": ["超级工厂"] }, "attributes": { "材质": "陶瓷", "": "" },
            "mix": { "number": 5 }, "skus": [{ "name": "红 / 大", "price": "2.50", "stock": 7 }], "services": ["7天包换"], "gtin": "0690" }),
        json!({ "title": "靴" }),
    ]
    .into_iter()
    .map(|offer| serde_json::from_value(offer).unwrap())
    .collect();
    for name in ["all.csv", "all.jsonl", "all.xlsx"] {
        let path = folder("write").join(name);
        let mut writer = Writer::create(&path, Format::of(&path)).unwrap();
        for offer in &offers {
            writer.write(offer.clone()).unwrap().unwrap();
        }
        writer.finish().unwrap();
        let mut back = Vec::new();
        read_with(
            &path,
            &ReadOptions::default(),
            &Problems::default(),
            |_| {},
            |listing| {
                back.push(listing.offer);
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), serde_json::to_string(&offers).unwrap(), "{name}");
        assert!(!path.with_file_name(format!("{name}.partial")).exists());
    }
}

#[test]
fn a_sheets_limits_are_told() {
    let path = folder("limits").join("long.xlsx");
    let mut writer = Writer::create(&path, Format::Xlsx).unwrap();
    let long = Offer { title: Some("杯".repeat(32_768)), ..Offer::default() };
    assert!(writer.write(long).unwrap().unwrap_err().contains("32767 characters"));
    assert!(Writer::create(&path, Format::Parquet).is_err());
    assert!(Writer::create(Path::new("-"), Format::Xlsx).is_err());
}
