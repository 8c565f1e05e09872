//! `khabar train` on a few invented articles, and models that are missing or broken.

use crate::program::Place;
use std::path::Path;

const TOLD: [&str; 4] = [
    "زار الوزير سامر الحلبي تونس أمس.",
    "زار السفير نادر الكيلاني المغرب أمس.",
    "زارت الوزيرة هالة بن عمار نيبال أمس.",
    "زار الرئيس سليم الجزيري كينيا أمس.",
];

/// The texts and their annotations: each tells a visit.
fn annotated(class: &str) -> Place {
    let place = Place::new();
    for (at, text) in TOLD.iter().enumerate() {
        let verb = text.split(' ').next().unwrap().chars().count();
        let json = format!(
            r#"{{"id": "{at}", "doc_date": null, "entities": [], "events": [{{"type": "{class}", "status": "occurred",
                "triggers": [{{"begin": 0, "end": {verb}}}]}}]}}"#
        );
        place.write(&format!("texts/{at}.txt"), text);
        place.write(&format!("annotated/{at}.json"), json);
    }
    place
}

#[test]
fn weights_are_learned_the_same_each_time() {
    let place = annotated("Visit");
    let train = |out: &str| place.run(&["train", "annotated", "--texts", "texts", "--folds", "2", "-o", out]);
    let ran = train("a.tsv");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.stderr.contains("4 articles") && ran.stderr.contains("by the model"), "{}", ran.stderr);
    assert_eq!(train("b.tsv").status, 0);
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    let lines = |start: &str| read("a.tsv").lines().filter(|l| l.starts_with(start)).count();
    assert!(lines("event\tyes\t") > 10 && lines("status\toccurred\t") > 0, "{}", read("a.tsv"));
    assert_eq!(read("a.tsv"), read("b.tsv"));
}

#[test]
fn a_bad_annotation_is_named() {
    let place = annotated("Party");
    let ran = place.run(&["train", "annotated", "--texts", "texts", "--figures"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("0.json\": \"Party\" is no event type\n  help: "), "{}", ran.stderr);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

#[test]
fn without_a_model_the_rules_decide_and_a_broken_one_is_refused() {
    let place = Place::new();
    place.write("a.txt", [TOLD[0], "وخلال الزيارة وقعت تونس ومصر اتفاقية حول المياه. ورحب الوزير بالاتفاقية."].join(" "));
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lang/ar"), &place.path().join("my/lang/ar"));
    place.write("my/lang/ar/model.tsv", "");
    let ran = place.run(&["extract", "--data", "my", "a.txt"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.stdout.contains("Visit · occurred") && ran.stdout.contains("Agreement · occurred"), "{}", ran.stdout);
    place.write("my/lang/ar/model.tsv", "# first\nevent\tyes\tlemma\n");
    let ran = place.run(&["extract", "--data", "my", "a.txt"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("ar/model.tsv:2: expected question, label, feature and weight"), "{}", ran.stderr);
}
