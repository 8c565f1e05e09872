//! The facts of one article for people.

use super::facts_json::date_source;
use super::terminal::{BOLD, DIM};
use crate::article::Article;
use crate::extraction::Facts;
use crate::extraction::facts::{EntityId, Event, Filler, Identity, Instance, MentionId, Statement};
use crate::ontology::Gazetteer;
use crate::text::{Span, bidi};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Most characters of an event's or statement's words that are shown.
const LONGEST: usize = 160;

/// Write the facts. On a terminal, right-to-left words are isolated and headings bold; a file gets the words alone.
///
/// # Errors
/// When they cannot be written.
pub fn write(
    article: &Article,
    facts: &Facts,
    gazetteer: &Gazetteer,
    people: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let sheet = Sheet { article, facts, gazetteer, people };
    sheet.head(out)?;
    sheet.entities(out)?;
    sheet.events(out)?;
    sheet.statements(out)?;
    sheet.notes(out)
}

struct Sheet<'a> {
    article: &'a Article,
    facts: &'a Facts,
    gazetteer: &'a Gazetteer,
    people: bool,
}

impl Sheet<'_> {
    /// Words of the article on one line, cut if long.
    fn words(&self, words: &str) -> String {
        let mut line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() > LONGEST {
            line = line.chars().take(LONGEST - 1).collect::<String>().trim_end().to_owned() + "…";
        }
        if self.people { bidi::isolate(&super::terminal::plain(&line)) } else { line }
    }

    fn slice(&self, span: Span) -> String {
        self.words(self.article.text.slice(span))
    }

    fn mention(&self, id: MentionId) -> String {
        self.facts.mentions.get(id).map(|mention| self.slice(mention.span)).unwrap_or_default()
    }

    fn name(&self, id: EntityId) -> String {
        self.facts.entities.get(id).map(|entity| self.words(&entity.name)).unwrap_or_default()
    }

    fn style(&self, style: anstyle::Style, words: &str) -> String {
        if self.people { format!("{style}{words}{style:#}") } else { words.to_owned() }
    }

    fn heading(&self, words: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "\n{}", self.style(BOLD, words))
    }

    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        if let Some(headline) = self.facts.headline {
            writeln!(out, "{}", self.style(BOLD, &self.slice(headline)))?;
        }
        let mut about = vec![self.article.source.clone()];
        match self.facts.date {
            Some((date, source)) => {
                let evidence = self.facts.date_evidence.map(|span| format!(" from “{}”", self.slice(span)));
                about.push(format!("{date} ({}{})", date_source(source), evidence.unwrap_or_default()));
            }
            None => about.push("no date".into()),
        }
        about.push(self.facts.language.clone());
        writeln!(out, "{}", self.style(DIM, &about.join(" · ")))
    }

    fn entities(&self, out: &mut impl Write) -> io::Result<()> {
        if self.facts.entities.is_empty() {
            return Ok(());
        }
        self.heading("Who, what and where", out)?;
        let mut rows = Vec::new();
        for (id, entity) in self.facts.entities.iter().enumerate() {
            let mentions =
                self.facts.mentions.iter().filter(|mention| mention.denotes.contains(&Instance::Entity(id))).count();
            let known = match &entity.identity {
                Identity::Known(key) => {
                    let english = self.gazetteer.get(key).and_then(|entry| entry.label("en")).unwrap_or_default();
                    format!("{english} <{key}>")
                }
                Identity::Named(_) | Identity::Local(_) => String::new(),
            };
            let offices: Vec<_> = self.facts.positions.iter().filter(|position| position.person == id).collect();
            let offices = offices.iter().map(|position| {
                let of = position.of.map(|of| format!(" of {}", self.name(of))).unwrap_or_default();
                let former = if position.former { "former " } else { "" };
                format!("{former}“{}”{of}", self.slice(position.title))
            });
            let mut offices: Vec<_> = offices.collect();
            offices.dedup();
            rows.push([self.name(id), entity.class.to_string(), format!("×{mentions}"), known, offices.join(", ")]);
        }
        columns(&rows, out)
    }

    fn events(&self, out: &mut impl Write) -> io::Result<()> {
        if self.facts.events.is_empty() {
            return Ok(());
        }
        self.heading("Events", out)?;
        for event in &self.facts.events {
            self.event(event, out)?;
        }
        Ok(())
    }

    fn event(&self, event: &Event, out: &mut impl Write) -> io::Result<()> {
        let class = event
            .narrow
            .as_ref()
            .map_or_else(|| event.class.to_string(), |narrow| format!("{narrow} ({})", event.class));
        let mut head = vec![self.style(BOLD, &class), event.status.to_string()];
        if let Some(bounds) = event.time.as_ref().and_then(|time| time.bounds.as_ref()) {
            head.push(if bounds.earliest == bounds.latest {
                bounds.earliest.to_string()
            } else {
                format!("{} – {}", bounds.earliest, bounds.latest)
            });
        }
        if let Some(statement) = event.reported_in.and_then(|id| self.facts.statements.get(id)) {
            head.push(format!("as {} says", self.name(statement.speaker)));
        }
        writeln!(out, "  {}", head.join(" · "))?;
        let mut rows = Vec::new();
        for role in &event.roles {
            let filler = match role.filler {
                Filler::Entity(id) => self.name(id),
                Filler::Topic(id) => format!("“{}”", self.mention(id)),
            };
            let role = role.narrow.as_ref().unwrap_or(&role.base);
            rows.push([format!("  {role}"), filler]);
        }
        for quantity in &event.quantities {
            let parts = [quantity.precision.as_deref(), Some(&*quantity.value), quantity.currency.as_deref()];
            rows.push([format!("  {}", quantity.property), parts.into_iter().flatten().collect::<Vec<_>>().join(" ")]);
        }
        if let Some(words) = event.time.as_ref().and_then(|time| time.mention) {
            rows.push(["  when".into(), format!("“{}”", self.mention(words))]);
        }
        let mut triggers: Vec<_> = event.triggers.iter().map(|&id| format!("“{}”", self.mention(id))).collect();
        let count = triggers.len();
        triggers.dedup();
        triggers.truncate(5);
        let more = if count > 5 { format!(" … {count} in all") } else { String::new() };
        rows.push(["  told by".into(), triggers.join(" ") + &more]);
        columns(&rows, out)
    }

    fn statements(&self, out: &mut impl Write) -> io::Result<()> {
        if self.facts.statements.is_empty() {
            return Ok(());
        }
        self.heading("Statements", out)?;
        for Statement { speaker, stance, content, addressee, about, .. } in &self.facts.statements {
            let to = addressee.map(|id| format!(" → {}", self.name(id))).unwrap_or_default();
            let about: Vec<_> = about.iter().map(|&id| self.name(id)).collect();
            let about = if about.is_empty() { String::new() } else { format!(" · about {}", about.join(", ")) };
            writeln!(out, "  {} · {stance}{to}{about}", self.style(BOLD, &self.name(*speaker)))?;
            writeln!(out, "      “{}”", self.mention(*content))?;
        }
        Ok(())
    }

    fn notes(&self, out: &mut impl Write) -> io::Result<()> {
        if self.facts.notes.is_empty() {
            return Ok(());
        }
        self.heading("Not understood", out)?;
        for note in &self.facts.notes {
            writeln!(out, "  “{}”: {}", self.slice(note.span), note.message)?;
        }
        Ok(())
    }
}

/// Rows in columns by display width, two spaces between.
fn columns<const N: usize>(rows: &[[String; N]], out: &mut impl Write) -> io::Result<()> {
    let widths: Vec<usize> =
        (0..N).map(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0)).collect();
    for row in rows {
        let mut line = String::from("  ");
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width + 2 - cell.width()));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
