//! When events happen: which of a text's times belongs to which event.

use super::reading::READER;
use jiff::civil::date;
use khabar::article::Article;

/// The times of the events of a text of the 5th of May 2018, a Saturday: class and days.
fn times(text: &str) -> String {
    let article = Article::new(text.to_owned(), "a.txt".to_owned(), Some(date(2018, 5, 5)));
    let facts = READER.read(&article, super::reading::NOW);
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
