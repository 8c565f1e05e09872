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
/// Slots at the start, a power of two: enough for a full language, and soon written for a small one.
const START: usize = 1 << 18;

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
    /// Each key with the count of its forms.
    keys: Vec<Key>,
    /// Key and form, in the order of adding.
    added: Vec<(u32, Form)>,
}

impl FormTableBuilder {
    /// Adds a form of the key that `stem` and `ending` make together.
    pub fn add(&mut self, stem: &str, ending: &str, form: Form) {
        if self.keys.len() * 3 >= self.slots.0.len() * 2 {
            self.slots.grow();
        }
        let start = self.letters.len();
        self.letters.push_str(stem);
        self.letters.push_str(ending);
        let (known, key) = self.letters.split_at(start);
        let hash = hash(key);
        let same = |number: usize| {
            let from = self.keys[number].letters as usize;
            let to = self.keys.get(number + 1).map_or(start, |next| next.letters as usize);
            &known.as_bytes()[from..to] == key.as_bytes()
        };
        let number = match self.slots.find(hash, same) {
            Ok(number) => {
                self.letters.truncate(start);
                number
            }
            Err(slot) => {
                let number = self.keys.len();
                self.slots.0[slot] = u64::from(hash) << 32 | number as u64;
                self.keys.push(Key { letters: start as u32, forms: 0 });
                number
            }
        };
        self.keys[number].forms += 1;
        self.added.push((number as u32, form));
    }

    /// Puts the forms of each key together, each once.
    pub fn finish(mut self) -> FormTable {
        let Some((_, any)) = self.added.first() else { return FormTable::default() };
        // A counting sort: every key's count becomes the place of its next form, in the end that behind its last one.
        let mut forms = vec![*any; self.added.len()];
        let mut place = 0;
        for key in &mut self.keys {
            place += std::mem::replace(&mut key.forms, place);
        }
        for (number, form) in &self.added {
            let place = &mut self.keys[*number as usize].forms;
            forms[*place as usize] = *form;
            *place += 1;
        }
        let (mut from, mut kept) = (0, 0);
        for key in &mut self.keys {
            let to = std::mem::replace(&mut key.forms, kept as u32) as usize;
            let first = kept;
            for at in from..to {
                let form = forms[at];
                if !forms[first..kept].contains(&form) {
                    forms[kept] = form;
                    kept += 1;
                }
            }
            from = to;
        }
        forms.truncate(kept);
        self.keys.push(Key { letters: self.letters.len() as u32, forms: kept as u32 });
        FormTable { slots: self.slots, letters: self.letters, keys: self.keys, forms }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Shape;
    use super::*;
    use crate::lang::raw::Number;
    use rustc_hash::FxHashMap;

    fn form(lexeme: u32, person: u8) -> Form {
        let number = Number::Singular;
        Form { lexeme, shape: Shape::Noun, person, number, gender: None, passive: false, joined: false }
    }

    #[test]
    fn like_a_map_of_lists() {
        let mut builder = FormTableBuilder::default();
        let mut map: FxHashMap<String, Vec<Form>> = FxHashMap::default();
        for number in 0..800_000_u32 {
            let (stem, ending) = (format!("{}", number % 90_000), ["", "a", "1", "ب"][number as usize % 4]);
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
