//! When events happen: which of a text's times belongs to which event.

use super::reading::{READER, listing, read};
use jiff::civil::date;
use khabar::article::Article;

/// The events of a text of the 5th of May 2018, a Saturday.
fn facts(text: &str) -> khabar::extraction::Facts {
    let article = Article::new(text.to_owned(), "a.txt".to_owned(), Some(date(2018, 5, 5)));
    READER.read(&article, super::reading::NOW)
}

/// Class and days of each.
fn times(text: &str) -> String {
    let facts = facts(text);
    let line = |event: &khabar::extraction::facts::Event| {
        let bounds = event.time.as_ref().and_then(|t| t.bounds.as_ref());
        let days = bounds.map_or("no time".to_owned(), |b| {
            if b.earliest == b.latest { b.earliest.to_string() } else { format!("{}/{}", b.earliest, b.latest) }
        });
        format!("{} {days}\n", event.class)
    };
    facts.events.iter().map(line).collect()
}

#[test]
fn a_relative_clause_has_the_time_of_its_noun() {
    let past = "أشاد الوزير بالزيارة التي قام بها الرئيس سامر الحلبي إلى تونس في مارس الماضي.";
    assert_eq!(times(past), "Visit 2018-03-01/2018-03-31\n");
    // The verb's tense chooses the Sunday, the 6th.
    assert_eq!(times("تحدث عن الانتخابات التي ستجرى الأحد في تونس."), "Election 2018-05-06\n");
}

#[test]
fn a_duration_fixes_the_end() {
    let begun = "بدأ الرئيس سامر الحلبي أمس زيارة إلى تونس تستغرق ثلاثة أيام.";
    assert_eq!(times(begun), "Visit 2018-05-04/2018-05-06\n");
    let arrived = "وصل الرئيس سامر الحلبي إلى تونس اليوم في زيارة لمدة يومين.";
    assert_eq!(times(arrived), "Visit 2018-05-05/2018-05-06\n");
}

#[test]
fn what_came_before_has_another_time() {
    let since = "زار الرئيس سامر الحلبي تونس لأول مرة منذ اندلاع الأزمة بين البلدين في مارس 2011.";
    assert_eq!(times(since), "Visit no time\n");
}

#[test]
fn an_occasion_has_the_day_of_what_was_said_on_it() {
    let news = "كلمة الحلبي\n\nأعلن الرئيس سامر الحلبي الخميس أن البلدين صديقان.\nوأضاف خلال مؤتمر صحفي في تونس أن \
                التعاون قائم.";
    assert_eq!(times(news), "Conference 2018-05-03\n");
}

#[test]
fn vague_distances_fix_no_day() {
    assert_eq!(times("زار الرئيس سامر الحلبي تونس قبل أيام."), "Visit no time\n");
}

#[test]
fn what_goes_on_has_the_time_since_when() {
    let war = "تشهد تونس منذ ثلاث سنوات حربا بين الجماعات.";
    assert_eq!(times(war), "Attack 2015-05-05/2018-05-05\n");
    let begun = "نزح الآلاف من حلب منذ بدء الحرب عام 2011.";
    assert_eq!(times(begun), "Displacement no time\nAttack 2011-01-01/2018-05-05\n");
    // The first in ten years is not ten years long.
    let first = "زار الرئيس سامر الحلبي تونس الخميس للمرة الأولى منذ عشر سنوات.";
    assert_eq!(times(first), "Visit 2018-05-03\n");
    assert_eq!(times("يزور الرئيس سامر الحلبي تونس حاليا."), "Visit no time\n");
}

#[test]
fn a_verb_of_what_will_not_be_looks_ahead() {
    assert_eq!(times("لن يزور الرئيس سامر الحلبي تونس الأحد."), "Visit 2018-05-06\n");
}

#[test]
fn a_period_that_tells_a_noun_apart_is_no_time_of_the_event() {
    let borders = "التقى الرئيس سامر الحلبي الوزير نادر الكيلاني لبحث حدود عام 1967.";
    assert_eq!(times(borders), "Meeting no time\n");
    let budget = "أقر البرلمان التونسي الموازنة العامة لعام 2019.";
    assert_eq!(times(budget), "Decision no time\n");
}

#[test]
fn on_an_occasion_with_a_time_its_deeds_have_it_too() {
    let signed = "وخلال القمة التي انعقدت في تونس الشهر الماضي، وقع الرئيس سامر الحلبي ونظيره نادر الكيلاني اتفاقية.";
    assert_eq!(times(signed), "Conference 2018-04-01/2018-04-30\nAgreement 2018-04-01/2018-04-30\n");
}

#[test]
fn what_talks_are_about_has_not_their_day() {
    let about = "عقدت تونس ومصر الخميس مباحثات حول تسوية النزاع في حلب.";
    assert_eq!(times(about), "Meeting 2018-05-03\nAttack no time\n");
    let purpose = "أجرى الوزير سامر الحلبي محادثات مع السفير نادر الكيلاني الخميس لحل النزاع.";
    assert_eq!(times(purpose), "Meeting 2018-05-03\n");
    let agreed = "اتفقت تونس ومصر على عقد قمة الشهر المقبل.";
    assert_eq!(times(agreed), "Agreement no time\nConference 2018-06-01/2018-06-30\n");
    let despite = "تدافع تونس عن الاتفاق رغم انسحاب مصر منه في أبريل الماضي.";
    assert_eq!(times(despite), "Agreement no time\n");
}

#[test]
fn what_is_agreed_during_a_meeting_has_its_day() {
    let during = "اجتمع الرئيس سامر الحلبي مع نظيره نادر الكيلاني في تونس الخميس. وخلال الاجتماع اتفق الحلبي والكيلاني على تبادل \
                  الرسائل.";
    assert_eq!(times(during), "Meeting 2018-05-03\nAgreement 2018-05-03\n");
}

#[test]
fn a_time_behind_another_event_or_under_a_condition_is_not_taken() {
    let after = "التقى نادر الكيلاني الوزراء في ثاني انتخابات تجريها تونس بعد عاصفة عام 2011.";
    assert!(times(after).contains("Election no time"), "{}", times(after));
    let meeting = "قال الوزير سامر الحلبي إن اجتماعا سيعقد بين تونس ومصر الأحد.";
    assert_eq!(times(meeting), "Meeting 2018-05-06\n");
}

#[test]
fn a_time_says_how_fine_it_is() {
    let fine = |text: &str| {
        facts(text).events[0].time.as_ref().and_then(|t| t.bounds.as_ref()).map(|b| b.granularity.to_string())
    };
    for (when, granularity) in [
        ("الخميس", "day"),
        ("الأسبوع الماضي", "week"),
        ("الشهر الماضي", "month"),
        ("عام 2016", "year"),
        ("نهاية مارس الماضي", "interval"),
        ("الخميس والجمعة", "interval"),
    ] {
        let text = format!("زار الرئيس سامر الحلبي تونس {when}.");
        assert_eq!(fine(&text).as_deref(), Some(granularity), "{text}");
    }
}

/// The numbers of the events of a text.
fn numbers(text: &str) -> String {
    let facts = facts(text);
    let number = |q: &khabar::extraction::facts::EventQuantity| {
        let money = q.currency.as_deref().unwrap_or_default();
        let exact = q.precision.as_deref().unwrap_or("exact");
        format!("{} {}{money} {exact}\n", q.property, q.value)
    };
    facts.events.iter().flat_map(|e| e.quantities.iter().map(number)).collect()
}

#[test]
fn numbers_belong_to_their_events() {
    let casualties = "مقتل شخصين وإصابة ثلاثة في هجوم على حلب.";
    assert_eq!(numbers(casualties), "killed 2 exact\nwounded 3 exact\n");
    let some = "مقتل العشرات وإصابة 30 في هجوم على حلب.";
    assert_eq!(numbers(some), "wounded 30 exact\n");
    assert_eq!(numbers("قتل ما لا يقل عن 20 جنديا في حلب."), "killed 20 atLeast\n");
    let signed = "وقعت تونس ومصر نحو 12 اتفاقية بقيمة 15 مليار دولار.";
    assert_eq!(numbers(signed), "count 12 approximate\namount 15000000000USD exact\n");
    assert_eq!(numbers("طردت تونس 23 دبلوماسيا مصريا."), "count 23 exact\n");
}

#[test]
fn the_dead_and_wounded_are_counted_whatever_word_says_so() {
    for (text, expected) in [
        ("استشهد فلسطينيان برصاص الجنود في نابلس.", "killed 2 exact\n"),
        ("قتل جنديان في هجوم على حلب.", "killed 2 exact\n"),
        ("مقتل شخص في هجوم على حلب.", "killed 1 exact\n"),
        ("قتل مدني وأصيب ثلاثة آخرون في هجوم على حلب.", "killed 1 exact\nwounded 3 exact\n"),
        ("مقتل امرأتين ورجلين وطفل في هجوم على حلب.", "killed 5 exact\n"),
        ("مقتل جندي وعدد من المدنيين في هجوم على حلب.", ""),
        ("أودت غارة بحياة 12 مدنيا في حلب.", "killed 12 exact\n"),
        ("لقي خمسة مهاجرين حتفهم قبالة تونس.", "killed 5 exact\n"),
        ("مقتل وإصابة 12 شخصا في هجوم على حلب.", ""),
        ("مقتل ضابطين وإصابة أربعة في هجوم على حلب.", "killed 2 exact\nwounded 4 exact\n"),
        ("سقوط عشرة قتلى في هجوم على حلب.", "killed 10 exact\n"),
    ] {
        assert_eq!(numbers(text), expected, "{text}");
    }
}

#[test]
fn percentages_belong_to_the_event_of_their_clause() {
    for (text, expected) in [
        ("قرر البنك المركزي المصري رفع أسعار الفائدة بنسبة 1.5 بالمئة.", "share 1.5 exact\n"),
        ("حصل سامر الحلبي على 97 بالمئة من الأصوات في الانتخابات.", "share 97 exact\n"),
        ("خفضت إيران إنتاجها من 5% إلى 3%.", ""),
    ] {
        assert_eq!(numbers(text), expected, "{text}");
    }
}

#[test]
fn money_without_its_country_is_that_of_the_country_spoken_of() {
    for (text, expected) in [
        ("وقعت تونس اتفاقية بقيمة 50 مليون دينار.", "amount 50000000TND exact\n"),
        ("وقعت القاهرة اتفاقية بقيمة 50 مليون جنيه.", "amount 50000000EGP exact\n"),
        // Whose money it is remains open.
        ("وقعت السعودية واليمن اتفاقية بقيمة 200 مليون ريال.", "amount 200000000 exact\n"),
        // The article speaks of one country that has such money.
        (
            "التقى نادر الكيلاني وزراء السعودية. ووقع نادر الكيلاني اتفاقية بقيمة 200 مليون ريال.",
            "amount 200000000SAR exact\n",
        ),
        ("وقع نادر الكيلاني اتفاقية بقيمة 200 مليون ريال.", "amount 200000000 exact\n"),
        // In the accusative.
        ("وقعت تونس اتفاقية بقيمة 25 دينارا.", "amount 25TND exact\n"),
        ("وقعت تونس اتفاقية بقيمة 25 درهما مغربيا.", "amount 25MAD exact\n"),
    ] {
        assert_eq!(numbers(text), expected, "{text}");
    }
}

#[test]
fn a_visit_that_did_not_take_place_gives_no_place() {
    let places = |text: &str| {
        let (article, facts) = read(text);
        let agreed = |l: &String| l.starts_with("event | Agreement") && l.contains("place | ");
        listing(&article, &facts).into_iter().filter(agreed).collect::<Vec<_>>()
    };
    let told = "الرئيس التونسي سليم الجزيري كينيا في 5 مايو 2014. ووقعت تونس ومصر اتفاقية أمس.";
    assert_eq!(places(&format!("زار {told}")).len(), 1);
    assert!(places(&format!("لم يزر {told}")).is_empty());
}
