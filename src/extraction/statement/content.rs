//! What is said: from behind the cue to the end of clause, sentence or quotation.

use super::border::{aside, clause, named_in_marks, noun_limit, occasion, quoted, trimmed};
use super::cue::Cue;
use super::quotation::Quotations;
use super::word::{bare, decided, pronoun, saying_noun};
use crate::analysis::{Token, TokenKind};
use crate::extraction::syntax::{Np, Pp, Reference, Syntax};
use crate::lang::lexicon::Shape;
use crate::lang::statements::StatementRule;
use crate::lang::syntax::SyntaxWords;
use crate::text::Span;

/// How many steps behind the cue what is said may begin.
const STEPS: usize = 40;

/// The span of what is said, the index of the rule that reads it, and whether a noun heads it.
pub(super) type Content = (Span, usize, bool);

/// One step behind the cue.
enum Step {
    /// What stands here is not what is said: look on from this token.
    Past(usize),
    /// What is said, or that nothing is.
    Found(Option<Content>),
}

/// Where what is said with a cue is looked for, and as what it counts.
pub(super) struct Search<'a, 'd> {
    pub syntax: &'a Syntax<'d>,
    pub quotations: &'a Quotations,
    pub cue: &'a Cue<'a>,
    /// The speaker's noun phrase, where it belongs to the cue.
    pub subject: Option<&'a Np>,
    /// The first token behind the cue and, where it stands right there, the speaker's name.
    pub from: usize,
    pub limit: usize,
    /// The rule by which a clause is said.
    pub any: usize,
    /// The rule by which a noun phrase is.
    pub noun_rule: usize,
    /// Whether a noun phrase may be what is said at all.
    pub noun_ok: bool,
}

impl Search<'_, '_> {
    pub fn content(&self) -> Option<Content> {
        let mut at = self.from;
        for _ in 0..STEPS {
            if at >= self.limit {
                break;
            }
            let step = self
                .named(at)
                .or_else(|| self.speech(at))
                .or_else(|| self.complement(at))
                .or_else(|| self.inserted(at))
                .or_else(|| self.speaker(at))
                .or_else(|| self.clause_apart(at))
                .or_else(|| self.behind_preposition(at))
                .or_else(|| self.description(at))
                .or_else(|| self.noun_phrase(at));
            match step {
                Some(Step::Found(content)) => return content,
                Some(Step::Past(next)) => at = next,
                None => at += 1,
            }
        }
        None
    }

    fn token(&self, at: usize) -> &Token {
        &self.syntax.doc.tokens[at]
    }

    fn words(&self) -> &SyntaxWords {
        &self.syntax.doc.pack.syntax
    }

    fn rule(&self) -> &StatementRule {
        &self.syntax.doc.pack.statements.rules[self.noun_rule]
    }

    fn opens(&self, at: usize) -> bool {
        self.token(at).is_mark(&self.syntax.doc.pack.marks.quote_open)
    }

    fn ends_clause(&self, at: usize) -> bool {
        self.token(at).is_mark(&self.syntax.doc.pack.marks.clause_end)
    }

    /// A noun phrase that begins here, as what is said.
    fn noun(&self, begin: usize, end: usize) -> Option<Content> {
        Some((trimmed(self.syntax, begin, end), self.noun_rule, true))
    }

    /// A time, or a name or term in marks.
    fn named(&self, at: usize) -> Option<Step> {
        let (syntax, quotations, limit) = (self.syntax, self.quotations, self.limit);
        if syntax.in_time(at) {
            return Some(Step::Past(at + 1));
        }
        // `قال "X"`: a name in quotation marks is the speaker, not what is said.
        if let Some(close) = named_in_marks(syntax, quotations, at) {
            return Some(Step::Past(close + 1));
        }
        // `في تصريح لـ«X”`: whose marks differ, behind a preposition.
        let close_marks = &syntax.doc.pack.marks.quote_close;
        let close = quotations
            .closing(at)
            .or_else(|| (at + 1..limit.min(at + 6)).find(|&t| self.token(t).is_mark(close_marks)));
        let addressed = self.opens(at) && self.words().preposition.contains(&self.token(at - 1).key);
        if let Some(close) = close.filter(|&c| addressed && c < at + 6 && c + 1 < limit) {
            return Some(Step::Past(close + 1));
        }
        // `في برنامج "X" إن`: a term in marks before what is said.
        let term = quotations.closing(at).filter(|&c| {
            c < at + 6
                && at > self.cue.token + 1
                && self.token(at - 1).kind == TokenKind::Word
                && (c + 1..limit.min(c + 4)).any(|t| syntax.is_complementizer(t) || &*self.token(t).key == ":")
        });
        term.map(|close| Step::Past(close + 1))
    }

    /// A colon or a quotation; a short one may be the first words of a noun phrase.
    fn speech(&self, at: usize) -> Option<Step> {
        let (syntax, quotations, limit) = (self.syntax, self.quotations, self.limit);
        if &*self.token(at).key != ":" && !(self.token(at).kind == TokenKind::Mark && self.opens(at)) {
            return None;
        }
        if self.noun_ok
            && let Some(close) = quotations.closing(at).filter(|&c| c < at + 8 && c + 1 < limit)
            && self.token(close + 1).kind == TokenKind::Word
            && !self.token(close + 1).line_start
            && syntax.pp(close + 1).is_none()
            && syntax.reading(close + 1).is_some_and(|r| r.conjunction.is_none())
        {
            return Some(Step::Found(self.noun(at + 1, noun_limit(syntax, close, limit))));
        }
        Some(Step::Found(quoted(syntax, quotations, at, limit).map(|span| (span, self.any, false))))
    }

    /// A clause behind its complementizer.
    fn complement(&self, at: usize) -> Option<Step> {
        let syntax = self.syntax;
        // `بعد أن زار`: when it was said.
        let when = syntax.is_complementizer(at) && self.words().sequence.contains(syntax.key(at - 1));
        // `صحيفة X الفرنسية`: an adjective of the name before.
        let adjective = at > self.cue.token + 1
            && syntax.name_covering(at - 1).is_some()
            && syntax.name_covering(at).is_none()
            && syntax.is_adjective(at)
            && syntax.reading(at).is_some_and(|r| r.article);
        if when || adjective {
            return Some(Step::Past(at + 1));
        }
        // `لا سيما وأن`: joined to something else.
        let first = syntax.doc.pack.clitics.conjunction.first().copied();
        let joined = self.token(at).best().is_some_and(|r| r.conjunction.is_some() && r.conjunction == first);
        if !syntax.is_complementizer(at) || joined {
            return None;
        }
        let span = clause(syntax, self.quotations, at + 1, self.limit);
        Some(Step::Found(span.map(|span| (span, self.any.min(self.noun_rule), false))))
    }

    /// What is put in between: `وقال أيضا "…"`, an occasion, an aside, a mark.
    fn inserted(&self, at: usize) -> Option<Step> {
        let (syntax, limit) = (self.syntax, self.limit);
        let mark = |t: usize| syntax.doc.tokens.get(t).is_some_and(|t| t.kind == TokenKind::Mark);
        if self.words().quantifier.contains(self.token(at).stem()) && mark(at + 1) {
            return Some(Step::Past(at + 1));
        }
        let told = self.subject.is_some_and(|np| np.tokens.end == at);
        if (told || at == self.from)
            && let Some(close) = occasion(syntax, at, limit, self.rule())
        {
            return Some(Step::Past(close + 1));
        }
        if let Some(close) = aside(syntax, at, limit) {
            return Some(Step::Past(close + 1));
        }
        mark(at).then_some(Step::Past(at + 1))
    }

    /// Who says it, behind a verb or a verbal noun.
    fn speaker(&self, at: usize) -> Option<Step> {
        if let Some(np) = self.subject.filter(|np| np.tokens.start == at) {
            return Some(Step::Past(np.tokens.end.max(at + 1)));
        }
        let behind = self.cue.shape == Shape::Masdar && at == self.cue.token + 1;
        let np = self.syntax.np(at).filter(|np| behind && !np.referents.is_empty())?;
        Some(Step::Past(np.tokens.end))
    }

    /// `ومن المتوقع أن`: a clause of its own.
    fn clause_apart(&self, at: usize) -> Option<Step> {
        let apart = at > self.cue.token + 1
            && self.words().partitive.contains(self.token(at).stem())
            && at + 2 < self.limit
            && self.syntax.is_complementizer(at + 2)
            && self.syntax.reading(at + 1).is_some_and(|r| r.article);
        apart.then_some(Step::Found(None))
    }

    /// A prepositional phrase: what is said behind its link, else manner, occasion or addressee.
    fn behind_preposition(&self, at: usize) -> Option<Step> {
        let (syntax, limit) = (self.syntax, self.limit);
        let pp = syntax.pp(at)?;
        let pack = syntax.doc.pack;
        if syntax.reading(pp.np.head).is_some_and(|r| pack.statements.manner.contains(r.bare(pack))) {
            return Some(Step::Past(pp.np.head.max(at) + 1));
        }
        let link = self.noun_ok && self.rule().link.contains(&pp.preposition);
        let pronominal = pronoun(syntax, &pp);
        // `نددت به`: what is said was told before; `أدلى بها`: a pronoun is not what is said.
        if link
            && pronominal
            && at == self.cue.token + 1
            && !(at + 1..limit.min(at + 12)).any(|t| syntax.is_complementizer(t))
        {
            return Some(Step::Found(None));
        }
        if link && !pronominal && !pp.np.tokens.is_empty() && pp.np.tokens.start < limit {
            let found = self.linked(at, &pp);
            if found.is_some() {
                return found;
            }
        }
        // `في بيان`, `خلال لقائه`, `للصحفيين`: stand between the verb and what is said.
        let mut next = pp.np.tokens.end.max(at + 1);
        // `في ختام هذا اللقاء`: the noun goes on behind a demonstrative.
        let open = syntax
            .reading(next - 1)
            .is_some_and(|r| !r.article && r.enclitic.is_none() && r.forms.iter().any(|f| f.shape.is_nominal()));
        if next < limit && open && self.words().quantifier.contains(self.token(next).stem()) {
            next = syntax.np(next).map_or(next, |np| np.tokens.end);
        }
        Some(Step::Past(next))
    }

    /// Behind a linking preposition: a clause, or a noun phrase that is neither whom it is said to nor a word of saying
    /// (`أوضح بقوله: …`).
    fn linked(&self, at: usize, pp: &Pp) -> Option<Step> {
        let (syntax, limit) = (self.syntax, self.limit);
        let inner = pp.np.tokens.start.max(at);
        // `أعلنت مصر على لسان وزيرها أن`: through whom it is said.
        if syntax.doc.pack.statements.mouth.contains(syntax.key(pp.np.head)) {
            return None;
        }
        let complementizer = &self.words().complementizer;
        if complementizer.contains(self.token(inner).stem()) || complementizer.contains(&self.token(inner).key) {
            let span = clause(syntax, self.quotations, inner + 1, limit);
            return Some(Step::Found(span.map(|span| (span, self.noun_rule, false))));
        }
        let end = pp.np.tokens.end;
        let addressee =
            pp.np.reference == Reference::Name && end < limit && has_more_links(syntax, end, limit, self.rule());
        let saying = saying_noun(syntax, pp.np.head) && decided(syntax, pp.np.head).is_none();
        (!addressee && !saying).then(|| Step::Found(self.noun(inner, noun_limit(syntax, inner, limit))))
    }

    /// A clause that describes the speaker or the occasion: what is said stands beyond it.
    fn description(&self, at: usize) -> Option<Step> {
        let (syntax, cue, limit) = (self.syntax, self.cue, self.limit);
        let token = self.token(at);
        let relative = syntax.name_covering(at).is_none()
            && self.words().relative.contains(&token.key)
            && token.key.chars().count() > 2;
        // `X، التي خصها Y، Z بـ`: behind the comma that ends the relative clause.
        if relative && self.ends_clause(at - 1) {
            let close = (at + 1..limit.min(at + 24)).find(|&t| self.ends_clause(t));
            if let Some(close) = close.filter(|&c| c + 1 < limit) {
                return Some(Step::Past(close + 1));
            }
        }
        let subject = cue.predicate.and_then(|p| p.subject_np.as_ref());
        let subject_told = subject.is_none_or(|np| np.tokens.end <= at);
        // `إعلان X فرض حظر`: a verbal noun that looks like a verb.
        let object = subject.is_some_and(|np| np.tokens.end == at && np.tokens.start == cue.token + 1);
        let noun = (cue.shape == Shape::Masdar || self.noun_ok && (object || decided(syntax, at).is_some()))
            && is_masdar(syntax, at);
        let verb = at > cue.token + 1 && syntax.verb(at).is_some() && subject_told && !noun && !self.construct(at);
        if !relative && !verb {
            return None;
        }
        let found = beyond(syntax, self.quotations, cue, at, limit, self.rule());
        Some(Step::Found(found.map(|(span, by_noun)| (span, if by_noun { self.noun_rule } else { self.any }, by_noun))))
    }

    /// `أعلن X، اليوم، وقف إرسال العمال`: a noun that looks like a verb, before the verbal noun it governs.
    fn construct(&self, at: usize) -> bool {
        let syntax = self.syntax;
        let bare = |t: usize| syntax.reading(t).is_some_and(|r| !r.has_proclitic() && !r.article);
        self.noun_ok
            && bare(at)
            && syntax.reading(at).is_some_and(|r| r.enclitic.is_none() && r.forms.iter().any(|f| f.shape.is_nominal()))
            && at + 1 < self.limit
            && bare(at + 1)
            && is_masdar(syntax, at + 1)
    }

    /// A noun phrase: what is said, or whom it is said to.
    fn noun_phrase(&self, at: usize) -> Option<Step> {
        let (syntax, limit, rule) = (self.syntax, self.limit, self.rule());
        let np = syntax.np(at)?;
        let past = Some(Step::Past(np.tokens.end.max(at + 1)));
        let material = &syntax.doc.pack.statements.material;
        if rule.nouns && (decided(syntax, np.head).is_none() || material.contains(bare(syntax, np.head))) {
            return Some(Step::Found(None));
        }
        if !self.noun_ok || rule.linked {
            return past;
        }
        let named = np.reference == Reference::Name;
        let behind = np.tokens.end;
        let linked = behind < limit && syntax.pp(behind).is_some_and(|pp| rule.link.contains(&pp.preposition));
        let somebody = np.reference != Reference::None
            || matches!(&*rule.stance, "request" | "warn") && !is_masdar(syntax, np.head);
        let addressee = linked && somebody || named && has_more_links(syntax, behind, limit, rule);
        if addressee {
            return past;
        }
        // A name alone is whom it is said to, not what is said; whoever is praised or criticised is.
        let mark = syntax.doc.tokens.get(behind).is_none_or(|t| t.kind == TokenKind::Mark);
        if named && mark {
            let judged = matches!(&*rule.stance, "oppose" | "support");
            return Some(Step::Found(if judged { self.noun(at, behind) } else { None }));
        }
        // `جدد التأكيد على أن`: what is said follows.
        let follows = saying_noun(syntax, at)
            && (behind..limit.min(behind + 3)).any(|t| syntax.is_complementizer(t) || self.opens(t));
        if follows || self.titled(at) {
            return past;
        }
        Some(Step::Found(self.noun(at, noun_limit(syntax, at, limit))))
    }

    /// `أكد الشيخ محمد، أن`: right behind the cue, what ends at a comma before a complementizer is of the speaker.
    fn titled(&self, at: usize) -> bool {
        let (syntax, limit) = (self.syntax, self.limit);
        at == self.from
            && (at + 1..limit.min(at + 14)).any(|t| {
                self.ends_clause(t)
                    && t + 1 < limit
                    && syntax.is_complementizer(t + 1)
                    && self.token(t + 1).best().is_none_or(|r| r.conjunction.is_none())
                    && (at..t).all(|u| syntax.verb(u).is_none())
            })
    }
}

fn is_masdar(syntax: &Syntax, at: usize) -> bool {
    syntax.reading(at).is_some_and(|r| r.forms.iter().any(|f| f.shape == Shape::Masdar))
}

/// What is said behind a clause that only describes the speaker or the occasion (`قال X الذي يزور الدوحة إن …`): at the next
/// complementizer, quotation or, behind the clause's comma, linking preposition. And whether a noun heads it.
fn beyond(
    syntax: &Syntax,
    quotations: &Quotations,
    cue: &Cue,
    from: usize,
    limit: usize,
    rule: &StatementRule,
) -> Option<(Span, bool)> {
    let doc = syntax.doc;
    if cue.shape == Shape::Masdar {
        return None;
    }
    for at in from..limit {
        let token = &doc.tokens[at];
        if &*token.key == ":"
            || token.is_mark(&doc.pack.marks.quote_open) && quotations.closing(at).is_some_and(|c| c > at + 4)
        {
            return quoted(syntax, quotations, at, limit).map(|span| (span, false));
        }
        if syntax.is_complementizer(at) {
            return clause(syntax, quotations, at + 1, limit).map(|span| (span, false));
        }
        if rule.noun
            && let Some(pp) = syntax
                .pp(at)
                .filter(|pp| rule.link.contains(&pp.preposition) && !pp.np.tokens.is_empty() && !pronoun(syntax, pp))
        {
            let begin = pp.np.tokens.start.max(at);
            return (begin < limit).then(|| (trimmed(syntax, begin, noun_limit(syntax, begin, limit)), true));
        }
    }
    None
}

/// Whether a linking preposition or a complementizer still follows: then what stands here is whom it is said to.
fn has_more_links(syntax: &Syntax, from: usize, limit: usize, rule: &StatementRule) -> bool {
    (from..limit.min(from + 6)).any(|at| {
        let token = &syntax.doc.tokens[at];
        let complementizer = syntax.doc.pack.syntax.complementizer.contains(token.stem());
        let speech = &*token.key == ":"
            || token.is_mark(&syntax.doc.pack.marks.quote_open) && syntax.name_covering(at - 1).is_some();
        complementizer || speech || syntax.pp(at).is_some_and(|pp| rule.link.contains(&pp.preposition))
    })
}
