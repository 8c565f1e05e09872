//! Linear models of a language pack: weights learned offline from annotated articles, kept as data.
//!
//! A model answers small questions (is this noun an event or a topic? who of the sentence acts?) by adding up the weights
//! of what is seen (logistic regression, one label against the rest). The file `model.tsv` has a line for each weight:
//! question, label, feature, weight. A language without that file is read by its rules alone.

use super::pack::{Files, PackError};
use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;
use std::hash::Hasher;

const FILE: &str = "model.tsv";

/// Does a word tell an event?
pub const EVENT: &str = "event";
/// Which roles has somebody near it?
pub const ARGUMENT: &str = "argument";
/// Did it happen?
pub const STATUS: &str = "status";
/// Do two words tell the same event?
pub const SAME: &str = "same";

/// What is seen of one case, as hashes of features; their names are kept where a model is trained.
#[derive(Clone, Debug, Default)]
pub struct Features {
    hashes: Vec<u64>,
    pub names: Option<Vec<String>>,
    buffer: String,
}

impl Features {
    /// Features that remember their names, for training.
    pub fn named() -> Self {
        Features { names: Some(Vec::new()), ..Features::default() }
    }

    /// Adds one feature: its kind and its values.
    pub fn add(&mut self, kind: &str, values: &[&str]) {
        self.buffer.clear();
        self.buffer.push_str(kind);
        for value in values {
            self.buffer.push('|');
            self.buffer.push_str(value);
        }
        self.hashes.push(hash(&self.buffer));
        if let Some(names) = &mut self.names {
            names.push(self.buffer.clone());
        }
    }

    /// Adds what others have.
    pub fn extend(&mut self, others: &Features) {
        self.hashes.extend(&others.hashes);
    }

    pub fn clear(&mut self) {
        self.hashes.clear();
        if let Some(names) = &mut self.names {
            names.clear();
        }
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}

/// One question: a weight for each feature and label.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub labels: Vec<String>,
    weights: FxHashMap<u64, SmallVec<[(u8, f32); 3]>>,
}

impl Question {
    /// The log-odds of each label, in the order of `labels`.
    pub fn scores(&self, features: &Features) -> SmallVec<[f32; 6]> {
        let mut scores: SmallVec<[f32; 6]> = SmallVec::from_elem(0.0, self.labels.len());
        // What is seen twice counts once.
        let mut hashes: SmallVec<[u64; 128]> = SmallVec::from_slice(&features.hashes);
        hashes.sort_unstable();
        hashes.dedup();
        for hash in &hashes {
            for &(label, weight) in self.weights.get(hash).into_iter().flatten() {
                scores[label as usize] += weight;
            }
        }
        scores
    }

    /// The log-odds of one label; below every bound where the model does not know it.
    pub fn score(&self, label: &str, features: &Features) -> f32 {
        self.labels.iter().position(|l| l == label).map_or(f32::MIN, |at| self.scores(features)[at])
    }
}

/// All questions of a pack.
#[derive(Clone, Debug, Default)]
pub struct Model {
    questions: FxHashMap<String, Question>,
}

impl Model {
    /// # Errors
    /// For a line that is not question, label, feature and weight.
    pub fn load(files: &Files) -> Result<Model, PackError> {
        match files.text(FILE) {
            Ok(text) => Self::parse(text).map_err(|line| PackError::Syntax {
                file: format!("{}/{FILE}", files.language),
                line,
                message: "expected question, label, feature and weight, with a tab between each".into(),
                help: "the file is written by `khabar train`".into(),
            }),
            Err(_) => Ok(Model::default()),
        }
    }

    /// # Errors
    /// The number of the first line that cannot be read.
    pub fn parse(text: &str) -> Result<Model, usize> {
        let mut model = Model::default();
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(name), Some(label), Some(feature), Some(weight), None) =
                (fields.next(), fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return Err(number + 1);
            };
            let weight: f32 = weight.parse().map_err(|_| number + 1)?;
            if !model.questions.contains_key(name) {
                model.questions.insert(name.to_owned(), Question::default());
            }
            let question = model.questions.get_mut(name).expect("inserted before");
            let label = question.labels.iter().position(|l| l == label).unwrap_or_else(|| {
                question.labels.push(label.to_owned());
                question.labels.len() - 1
            });
            question.weights.entry(hash(feature)).or_default().push((label as u8, weight));
        }
        Ok(model)
    }

    pub fn question(&self, name: &str) -> Option<&Question> {
        self.questions.get(name)
    }
}
