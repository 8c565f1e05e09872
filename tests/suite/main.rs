<<<<<<< HEAD
//! All tests of the whole program, as one program.

mod picture;
mod ontology;
mod store;
=======
//! The tests of the whole program.

mod time;
>>>>>>> f745fdb (Times and numbers: vocabulary, grammar, resolution (draft))
