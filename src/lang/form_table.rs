//! Inflected words to what they are: hundreds of thousands of short keys, so all letters lie in one text and all forms
//! in one list.

use super::lexicon::Form;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// One key: where its letters and its forms begin; they end where those of the next key begin.
#[derive(Clone, Copy, Debug)]
struct Key {
    letters: u32,
    forms: u32,
}

/// Open addressing: the upper half of a slot is the key's hash, the lower its number; [`FREE`] where there is none.
#[derive(Clone, Debug, Default)]
struct Slots(Vec<u64>);

const FREE: u64 = u64::MAX;
/// Slots at the start: few enough for a small language, a power of two.
const START: usize = 1 << 12;

impl Slots {
    /// The number of the key with this hash that `is` holds for, or the free slot where it belongs.
    fn find(&self, hash: u32, is: impl Fn(usize) -> bool) -> Result<usize, usize> {
        let mask = self.0.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.0[at];
            if slot == FREE {
                return Err(at);
            }
            if (slot >> 32) as u32 == hash && is(slot as u32 as usize) {
                return Ok(slot as u32 as usize);
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let larger = (self.0.len() * 2).max(START);
        let old = std::mem::replace(&mut self.0, vec![FREE; larger]);
        for slot in old.into_iter().filter(|slot| *slot != FREE) {
            let mut at = (slot >> 32) as usize & (larger - 1);
            while self.0[at] != FREE {
                at = (at + 1) & (larger - 1);
            }
            self.0[at] = slot;
        }
    }
}

fn hash(key: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// Every form of every key, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(super) struct FormTable {
    slots: Slots,
    letters: String,
    /// One more than there are keys, if there are any.
    keys: Vec<Key>,
    forms: Vec<Form>,
}

impl FormTable {
    pub fn len(&self) -> usize {
        self.keys.len().saturating_sub(1)
    }

    pub fn get(&self, key: &str) -> &[Form] {
        if self.keys.is_empty() {
            return &[];
        }
        let same = |number: usize| {
            let [from, to] = [self.keys[number], self.keys[number + 1]].map(|key| key.letters as usize);
            &self.letters.as_bytes()[from..to] == key.as_bytes()
        };
        match self.slots.find(hash(key), same) {
            Ok(number) => &self.forms[self.keys[number].forms as usize..self.keys[number + 1].forms as usize],
            Err(_) => &[],
        }
    }
}

/// Takes forms one by one.
#[derive(Debug, Default)]
pub(super) struct FormTableBuilder {
    slots: Slots,
    letters: String,
    /// Where the letters of each key begin.
    starts: Vec<u32>,
    /// Key and form, in the order of adding.
    added: Vec<(u32, Form)>,
}

impl FormTableBuilder {
    /// Adds a form of the key that `stem` and `ending` make together.
    pub fn add(&mut self, stem: &str, ending: &str, form: Form) {
        if self.starts.len() * 3 >= self.slots.0.len() * 2 {
            self.slots.grow();
        }
        let start = self.letters.len();
        self.letters.push_str(stem);
        self.letters.push_str(ending);
        let (known, key) = self.letters.split_at(start);
        let hash = hash(key);
        let same = |number: usize| {
            let from = self.starts[number] as usize;
            let to = self.starts.get(number + 1).map_or(start, |&next| next as usize);
            &known.as_bytes()[from..to] == key.as_bytes()
        };
        let number = match self.slots.find(hash, same) {
            Ok(number) => {
                self.letters.truncate(start);
                number
            }
            Err(slot) => {
                let number = self.starts.len();
                self.slots.0[slot] = u64::from(hash) << 32 | number as u64;
                self.starts.push(start as u32);
                number
            }
        };
        self.added.push((number as u32, form));
    }

    /// Puts the forms of each key together, each once.
    pub fn finish(self) -> FormTable {
        let mut counts = vec![0_u32; self.starts.len() + 1];
        for (key, _) in &self.added {
            counts[*key as usize + 1] += 1;
        }
        for key in 1..counts.len() {
            counts[key] += counts[key - 1];
        }
        let Some((_, any)) = self.added.first() else { return FormTable::default() };
        let mut sorted = vec![*any; self.added.len()];
        let mut next = counts.clone();
        for (key, form) in &self.added {
            let place = &mut next[*key as usize];
            sorted[*place as usize] = *form;
            *place += 1;
        }
        let mut forms: Vec<Form> = Vec::with_capacity(sorted.len());
        let mut keys = Vec::with_capacity(counts.len());
        for (start, bounds) in self.starts.iter().zip(counts.windows(2)) {
            let first = forms.len();
            keys.push(Key { letters: *start, forms: first as u32 });
            for form in &sorted[bounds[0] as usize..bounds[1] as usize] {
                if !forms[first..].contains(form) {
                    forms.push(*form);
                }
            }
        }
        keys.push(Key { letters: self.letters.len() as u32, forms: forms.len() as u32 });
        FormTable { slots: self.slots, letters: self.letters, keys, forms }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Shape;
    use super::*;
    use crate::lang::raw::Number;
    use std::collections::HashMap;

    fn form(lexeme: u32, person: u8) -> Form {
        let number = Number::Singular;
        Form { lexeme, shape: Shape::Noun, person, number, gender: None, passive: false, joined: false }
    }

    #[test]
    fn like_a_map_of_lists() {
        let mut builder = FormTableBuilder::default();
        let mut map: HashMap<String, Vec<Form>> = HashMap::new();
        for number in 0..40_000_u32 {
            let (stem, ending) = (format!("{}", number % 9_000), ["", "a", "1", "ب"][number as usize % 4]);
            let form = form(number % 700, (number % 3) as u8);
            builder.add(&stem, ending, form);
            let forms = map.entry(stem + ending).or_default();
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let table = builder.finish();
        assert_eq!(table.len(), map.len());
        for (key, forms) in &map {
            assert_eq!(table.get(key), forms, "{key}");
        }
        assert!(table.get("no").is_empty() && table.get("").is_empty());
        assert!(FormTable::default().get("a").is_empty() && FormTableBuilder::default().finish().get("").is_empty());
    }
}
