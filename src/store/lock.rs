//! One writer or many readers: a lock file of our own, which the system frees when its process ends in whatever way.

use super::{Access, Location, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Held as long as the store is open. The lock file itself stays: removing it would let two writers in.
#[derive(Debug)]
pub(super) struct Lock(#[allow(dead_code, reason = "kept open for the lock on it")] File);

/// Locks a store; nothing where there is nothing to lock.
pub(super) fn lock(location: &Location, access: Access) -> Result<Option<Lock>, StoreError> {
    let path = match location {
        Location::Memory => return Ok(None),
        Location::File(path) => {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(".lock");
            path.with_file_name(name)
        }
        Location::Directory(path) => path.join(DIRECTORY_LOCK),
    };
    let file = match open(&path) {
        Ok(file) => file,
        // On a medium that nobody can write to, nobody writes.
        Err(error) if access == Access::Read && is_read_only(&error) => match File::open(&path) {
            Ok(file) => file,
            Err(_) => return Ok(None),
        },
        Err(error) => return Err(StoreError::io(path)(error)),
    };
    take(file, &path, location, access).map(Some)
}

/// The lock file inside a directory.
pub(super) const DIRECTORY_LOCK: &str = "khabar.lock";

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn is_read_only(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn take(mut file: File, path: &PathBuf, location: &Location, access: Access) -> Result<Lock, StoreError> {
    let name = location.to_string();
    let taken = match access {
        Access::Read => file.try_lock_shared(),
        Access::Write => file.try_lock(),
    };
    match taken {
        Ok(()) => {}
        Err(TryLockError::Error(error)) => return Err(StoreError::io(path)(error)),
        Err(TryLockError::WouldBlock) => {
            // A writer leaves its process number; readers leave nothing. Only a reader holds a lock that can be shared.
            if access == Access::Write && file.try_lock_shared().is_ok() {
                return Err(StoreError::Reading { path: name });
            }
            let mut who = String::new();
            let _ = file.read_to_string(&mut who);
            let who = match who.trim() {
                "" => String::new(),
                number => format!(" ({number})"),
            };
            return Err(StoreError::Writing { path: name, who });
        }
    }
    if access == Access::Write {
        let _ = file.set_len(0);
        let _ = writeln!(file, "process {}", std::process::id());
    }
    Ok(Lock(file))
}
