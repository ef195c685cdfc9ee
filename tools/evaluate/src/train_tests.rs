use super::*;

/// A folder of small sets, made by us.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tmp").join(test);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("titles/abt_buy")).unwrap();
    fs::create_dir_all(folder.join("matching")).unwrap();
    fs::create_dir_all(folder.join("fingerprint/tables")).unwrap();
    let things = ["spoon", "kettle", "lamp", "chair", "mouse", "keyboard"];
    let mut lines = String::new();
    for (at, thing) in things.iter().cycle().take(60).enumerate() {
        let same = at % 3 == 0;
        let model = if same { at } else { at + 100 };
        lines += &format!(
            "COL name VAL acme {thing} ax{at}00 black COL price VAL {at}.5\tCOL name VAL {thing} by acme ax{model}00 COL price VAL {at}.9\t{}\n",
            u8::from(same)
        );
    }
    fs::write(folder.join("titles/abt_buy/train.txt"), &lines).unwrap();
    fs::write(folder.join("titles/abt_buy/valid.txt"), &lines[..lines.len() / 2]).unwrap();
    let mut csv = String::from("id,title,cluster_id,category\n");
    for at in 0..60 {
        csv += &format!(
            "{at},新款 {}色 {} 包邮 {at}号,{},x\n",
            ["红", "蓝", "绿"][at % 3],
            ["汤勺", "台灯", "拖鞋"][at / 20],
            at / 20
        );
    }
    fs::write(folder.join("titles/listings_zh.csv"), csv).unwrap();
    folder
}

#[test]
fn the_same_sets_give_the_same_bytes() {
    let folder = folder("train");
    let made = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let once = || {
        model(&folder, &folder.join("matching/model.tsv")).unwrap();
        idf(&folder, &folder.join("fingerprint/tables/idf.tsv")).unwrap();
        (made("matching/model.tsv"), made("fingerprint/tables/idf.tsv"))
    };
    let (first, second) = (once(), once());
    assert_eq!(first, second);
    let learnt = yuantou::matching::model::Model::parse(&first.0);
    assert!(learnt.weights.iter().any(|weight| *weight != 0.0), "{}", first.0);
    assert!(first.1.contains("acme\t"), "{}", first.1);
}

#[test]
fn without_sets_nothing_is_made() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tmp/nothing");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("model.tsv");
    assert!(model(&folder, &file).unwrap_err().contains("no set of pairs") && !file.exists());
}
