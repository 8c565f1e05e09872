//! Which money a word means that several countries use (`مئة درهم`): that of the country named in its sentence, else that of
//! the country most named in the article. Where neither is sure it stays without a code.

use super::facts::EntityId;
use super::quantity::Quantity;
use super::syntax::Syntax;
use crate::lang::raw_quantity::QuantityKind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Gives a currency to the money whose words do not tell which.
pub fn settle(syntax: &Syntax, quantities: &mut [Quantity]) {
    let mut named = None;
    for quantity in quantities.iter_mut().filter(|q| q.kind == QuantityKind::Money && q.currency.is_none()) {
        let Some(noun) = quantity.noun else { continue };
        let Some(shared) = syntax.doc.pack.quantity.shared.get(&*syntax.doc.tokens[noun].key) else { continue };
        let named: &Vec<(usize, Arc<str>)> = named.get_or_insert_with(|| currencies(syntax));
        let sentence = &syntax.doc.sentence_of(noun).tokens;
        let mut here: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        let mut all: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        for (token, code) in named.iter().filter(|(_, code)| shared.contains(code)) {
            *all.entry(code).or_default() += 1;
            if sentence.contains(token) {
                *here.entry(code).or_default() += 1;
            }
        }
        quantity.currency = match here.len() {
            0 => most(&all),
            1 => here.keys().next().map(|&code| code.clone()),
            _ => None,
        };
    }
}

/// What is named at least twice as often as any other.
fn most(counts: &BTreeMap<&Arc<str>, usize>) -> Option<Arc<str>> {
    let (&code, &count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let sure = counts.iter().all(|(&other, &times)| other == code || times * 2 <= count);
    sure.then(|| code.clone())
}

/// The currency of the country of everything that is named, by the token where its name begins.
fn currencies(syntax: &Syntax) -> Vec<(usize, Arc<str>)> {
    let entities = syntax.entities.borrow();
    let of_entry = |entity: EntityId| {
        let entry = &syntax.gazetteer.entries[entities.entries.get(entity).copied()?? as usize];
        let country = entry.country.as_deref().and_then(|key| syntax.gazetteer.get(key));
        entry.currency.clone().or_else(|| country?.currency.clone())
    };
    let names = syntax.names.names.iter().zip(&entities.of_name);
    names
        .filter_map(|(name, entity)| {
            let entity = (*entity)?;
            let code = of_entry(entity).or_else(|| of_entry(syntax.coreference.country_of(entity)?))?;
            Some((name.tokens.start, code))
        })
        .collect()
}
