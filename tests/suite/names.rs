//! Names and offices, sentence by sentence: what is a name and where it ends, and what is none.

use crate::reading::{NOW, READER, listing, read};
use khabar::article::Article;
use khabar::extraction::facts::{Instance, MentionKind};

/// The name mentions of a text in their order, as `Class name`.
fn names(text: &str) -> Vec<String> {
    let (article, facts) = read(text);
    let mut found: Vec<_> = facts
        .mentions
        .iter()
        .filter(|m| m.kind == MentionKind::Name)
        .filter_map(|m| match m.denotes.first() {
            Some(Instance::Entity(id)) => {
                Some((m.span.begin, format!("{} {}", facts.entities[*id].class, article.text.slice(m.span))))
            }
            _ => None,
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

/// The offices of a text, as `person | title | body or country`.
fn offices(text: &str) -> Vec<String> {
    let (article, facts) = read(text);
    let name = |id: usize| facts.entities[id].name.clone();
    let line = |p: &khabar::extraction::facts::Position| {
        format!("{} | {} | {}", name(p.person), article.text.slice(p.title), p.of.map(name).unwrap_or_default())
    };
    facts.positions.iter().map(line).collect()
}

#[test]
fn names_and_where_they_end() {
    for (text, expected) in [
        // A surname that is an adjective, behind a given name; a noun behind an office.
        ("وقال الطبيب سامر الهادئ إن العملية نجحت.", &["Person سامر الهادئ"][..]),
        ("وأكد وزير الزراعة فاضل المطر أن الموسم جيد.", &["Person فاضل المطر"]),
        // Kings are called by their first name.
        ("وافتتح الأمير فيصل المعرض.", &["Person فيصل"]),
        // A particle that begins a name, and the same letters as another word.
        ("وأكد أبو نضال أن الاتفاق قائم.", &["Person أبو نضال"]),
        ("وتساءل هل الجزيرة تابعة لمصر أم السودان.", &["Country مصر", "Country السودان"]),
        // A foreign name of two words that nobody knows.
        ("وسجل البرازيلي تورنيلو بيسكاردو الهدف الأول.", &["Person تورنيلو بيسكاردو"]),
        // A verb, a preposition and a title end the name.
        ("وزار رئيس الوزراء الياباني شينزو آبي في واشنطن متحفا.", &["Person شينزو آبي", "City واشنطن"]),
        ("واستقبله الشيخ سعيد بن راشد أمير منطقة عسير.", &["Person سعيد بن راشد", "Region عسير"]),
        // Who speaks, who stands behind a nationality, and the same again.
        ("وأضاف كينتارو أن الفريق جاهز، وطلب كينتارو وقتا.", &["Person كينتارو", "Person كينتارو"]),
        ("ومنح الفرنسي لوميرو فريقه التقدم.", &["Person لوميرو"]),
        // A father's name, the number of a ruler, a form of address cut short.
        ("كتب زاهي بن دريد رسالة إلى الوالي.", &["Person زاهي بن دريد"]),
        ("وتوج الملك لوثار الثالث في القصر.", &["Person لوثار الثالث"]),
        ("وأكد د. سامر المرابط أن العيادة مفتوحة.", &["Person سامر المرابط"]),
        // Parts with a hyphen; a word that only a given name follows; any noun behind a given name.
        ("قال مستشار الوزير تشان أوي-سونغ إن الطريق آمن.", &["Person تشان أوي-سونغ"]),
        ("والفيلم من تأليف محمد النقلي.", &["Person محمد النقلي"]),
        // Nobody's name behind a title.
        ("ودعا الرئيس لمساعدة المتضررين.", &[]),
        ("وفاز الفريق الطنجي أمس.", &[]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn words_that_are_no_names_where_they_stand() {
    for (text, expected) in [
        // Adjectives of the noun before them.
        ("واجتمع القادة العرب في مصر.", &["Country مصر"][..]),
        ("وسقطت طائرة سورية في البحر.", &[]),
        ("وصل الرئيس السوداني إلى مصر.", &["Country مصر"]),
        ("وبلغ السعر الحد الأقصى.", &[]),
        // A town that is a word, beside a country.
        ("ووصل إلى الإمارات في إطار جولة.", &["Country الإمارات"]),
        // A compass direction is no part of the name, a class word may be.
        ("ووقع الهجوم شمال سوريا.", &["Country سوريا"]),
        ("ووقع الهجوم في جنوب السودان.", &["Country جنوب السودان"]),
        ("وقالت صحيفة هآرتس ذلك.", &["Organization هآرتس"]),
        ("وقالت حركة حماس ذلك.", &["Organization حركة حماس"]),
        ("واجتمعت دول مجلس التعاون الخليجي.", &["Organization مجلس التعاون الخليجي"]),
        // Any country has one.
        ("وأعلنت حكومة اليابان ذلك.", &["Country اليابان"]),
        ("واستهدف جيش الاحتلال المدينة.", &[]),
        // By means of; where a body is housed; a fair of a region.
        ("ووصل الوفد عن طريق البحر إلى مصر.", &["Country مصر"]),
        ("ووقع الحريق قرب مبنى وزارة الزراعة.", &["Organization وزارة الزراعة"]),
        // A class word behind which a definite noun is a name; a newspaper called after a town.
        ("ووقع الحريق في حي النخلة.", &["Region حي النخلة"]),
        ("ونشرت صحيفة بغداد الخبر.", &["Organization بغداد"]),
        // Latin letters.
        ("وأعلنت شركة Acme Robotics النتائج.", &["Organization Acme Robotics"]),
        ("وقال السيد John Carter ذلك.", &["Person John Carter"]),
        // A body ends with its nationality.
        ("وحملت الحكومة المصرية المسؤولية المباشرة للشركة.", &["Organization الحكومة المصرية"]),
        ("وقررت الحكومة التونسية للتحضير لجنة.", &["Organization الحكومة التونسية"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn bodies_and_facilities_nobody_listed() {
    for (text, expected) in [
        ("وهبطت الطائرة في مطار خشنار.", &["Facility مطار خشنار"][..]),
        ("ولعب الفريقان في ملعب سامر بدران.", &["Facility ملعب سامر بدران"]),
        ("وافتتح مركز الملك فيصل الثقافي.", &["Organization مركز الملك فيصل الثقافي"]),
        ("وأعلنت المعارضة الأردنية موقفها.", &["Group المعارضة الأردنية"]),
        ("ووقعا اتفاقية الشراكة التجارية.", &["Work اتفاقية الشراكة التجارية"]),
        ("وأدان المتحدث باسم الخارجية المصرية الهجوم.", &["Organization الخارجية المصرية"]),
        // What a body is for.
        ("وتشارك اللجنة العليا لحماية الشواطئ في الحملة.", &["Organization اللجنة العليا لحماية الشواطئ"]),
        ("وأعلن النظام السوري الحداد.", &["Organization النظام السوري"]),
        // Clubs that are called after their towns.
        (
            "وفاز ليون الفرنسي على مضيفه هامبورغ وعاد ليون إلى الصدارة.",
            &["Organization ليون", "Organization هامبورغ", "Organization ليون"],
        ),
        ("ويلعب لوكوموتيف موسكو غدا في موسكو.", &["Organization لوكوموتيف موسكو", "City موسكو"]),
        // Not: somebody's, several, something that is done.
        ("وبدأت حركة السير أمس.", &[]),
        ("وانتقد إدارة الرئيس الجديد.", &[]),
        ("ومضى في طريق تنفيذ المبادرة الفرنسية.", &["Work المبادرة الفرنسية"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn offices_of_persons() {
    for (text, expected) in [
        // Several titles of one person, before and behind the name.
        ("والتقى ولي العهد البحريني، الأمير سلمان بن جابر، أمس وفدا.", &["سلمان بن جابر | ولي العهد | البحرين"][..]),
        (
            "وحضر سامر بن جابر نائب رئيس مجلس الوزراء وزير الداخلية الكويتي الحفل.",
            &["سامر بن جابر | نائب رئيس مجلس الوزراء | الكويت", "سامر بن جابر | وزير الداخلية | الكويت"],
        ),
        // A counterpart has the other's office.
        (
            "واجتمع وزير الخارجية المصري سامر هلال مع نظيره التونسي فاضل بدران.",
            &["سامر هلال | وزير الخارجية | مصر", "فاضل بدران | وزير الخارجية | تونس"],
        ),
        // Said of somebody.
        ("وقال سامر هلال، وهو مستشار الرئيس التونسي، ذلك.", &["سامر هلال | مستشار الرئيس | تونس"]),
        // A body meant by its class word.
        (
            "وأصدرت وزارة الخارجية الأردنية بيانا. وقال المتحدث باسم الوزارة سامر هلال ذلك.",
            &["سامر هلال | المتحدث | وزارة الخارجية الأردنية"],
        ),
        // Sent to a country, and not by it; another's office says nothing of his.
        ("وقال سامر هلال، المبعوث الأممي إلى كينيا، ذلك.", &["سامر هلال | المبعوث الأممي | "]),
        // Ranks and callings alone are no office.
        ("وقال المهندس سامر هلال ذلك.", &[]),
        ("وقال السفير سامر هلال ذلك.", &[]),
        ("وقال السفير المصري في لندن سامر هلال ذلك.", &["سامر هلال | السفير | مصر"]),
        // Of somebody else.
        ("وقال مدير مكتب ولي العهد الكويتي سامر هلال ذلك.", &["سامر هلال | مدير مكتب ولي العهد | الكويت"]),
    ] {
        assert_eq!(offices(text), expected, "{text}");
    }
}

/// Offices inside offices without end are a text like any other.
#[test]
fn offices_inside_offices_come_to_an_end() {
    let text = format!("وحضر {}الوزارة.", "المتحدث باسم ".repeat(20_000));
    assert_eq!(offices(&text), [""; 0]);
}

#[test]
fn an_office_is_his_who_held_it_in_the_year_of_the_article() {
    let text = "تحدث الكاتب عن جمال عبد الناصر وأنور السادات. وقال الرئيس المصري إن الأمطار نفعت المزارعين.";
    for (year, holder) in [(1963, "جمال عبد الناصر"), (1975, "أنور السادات")] {
        let article = Article::new(text.to_owned(), "a.txt".to_owned(), Some(jiff::civil::date(year, 5, 1)));
        let facts = READER.read(&article, NOW);
        let said: Vec<String> = listing(&article, &facts).into_iter().filter(|l| l.starts_with("statement")).collect();
        assert!(said[0].starts_with(&format!("statement | {holder} | ")), "{year}: {said:?}");
    }
}
