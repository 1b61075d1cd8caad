//! The folder of entries: reading, replacing and throwing away.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::key::Key;

/// What the folder may take up. Entries that were not used for longest go first.
pub const MOST_BYTES: u64 = 1 << 30;

const LAYOUT: &str = "v1";

/// How exactly it is known when an entry was last used.
const USED: Duration = Duration::from_secs(24 * 60 * 60);

/// Files that a run left half written are older than this.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Starts the names of files that are being written.
const UNFINISHED: &str = ".new-";

const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
                   # What voxlint measured of label files. It may be deleted at any time.\n\
                   # This tag tells backup programs to leave the folder out: https://bford.info/cachedir/\n";

pub fn place(folder: &Path, key: &Key) -> PathBuf {
    let name = key.written();
    let (shelf, rest) = name.split_at_checked(2).unwrap_or(("00", &name));
    folder.join(LAYOUT).join(shelf).join(rest)
}

/// `None` if there is no such file, or a longer one than any entry.
pub fn read(path: &Path, largest: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(largest as u64 + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() <= largest).then_some(bytes)
}

/// Puts an entry in its place, whole or not at all.
///
/// # Errors
///
/// The folder cannot be made or written.
pub fn write(folder: &Path, key: &Key, bytes: &[u8]) -> io::Result<()> {
    let path = place(folder, key);
    let shelf = path.parent().unwrap_or(folder);
    if !shelf.is_dir() {
        make(folder)?;
        fs::create_dir_all(shelf)?;
    }
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(shelf)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Notes that an entry was used, at most once a day. That it cannot be noted matters to nobody.
pub fn touch(path: &Path) {
    let age = |time: SystemTime| SystemTime::now().duration_since(time).unwrap_or_default();
    let Ok(modified) = fs::metadata(path).and_then(|metadata| metadata.modified()) else { return };
    if age(modified) > USED {
        let file = File::options().write(true).open(path);
        let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
    }
}

/// Removes what was not used for longest until the rest fits, and what other runs left unfinished. Touches nothing that
/// does not look like an entry.
pub fn tidy(folder: &Path, most: u64) {
    let now = SystemTime::now();
    let mut entries: Vec<(SystemTime, PathBuf, u64)> = Vec::new();
    for shelf in list(&folder.join(LAYOUT)).filter(|path| has_name(path, is_shelf)) {
        for path in list(&shelf) {
            let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
            let modified = metadata.modified().unwrap_or(now);
            if has_name(&path, is_entry) && metadata.is_file() {
                entries.push((modified, path, metadata.len()));
            } else if has_name(&path, |name| name.starts_with(UNFINISHED))
                && now.duration_since(modified).is_ok_and(|age| age > ABANDONED)
            {
                let _ = fs::remove_file(&path);
            }
        }
    }
    let mut total: u64 = entries.iter().map(|(_, _, bytes)| bytes).sum();
    entries.sort();
    for (_, path, bytes) in entries {
        if total <= most {
            break;
        }
        if fs::remove_file(&path).is_ok() {
            total = total.saturating_sub(bytes);
        }
    }
}

/// The folder itself is for its owner alone.
fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    fs::write(folder.join("CACHEDIR.TAG"), TAG)
}

fn list(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

fn has_name(path: &Path, is: impl Fn(&str) -> bool) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(is)
}

fn is_shelf(name: &str) -> bool {
    name.len() == 2 && is_hex(name)
}

fn is_entry(name: &str) -> bool {
    name.len() == 62 && is_hex(name)
}

fn is_hex(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::super::KeyMaker;
    use super::*;

    fn key(number: u64) -> Key {
        KeyMaker::new("test").value(&number).finish()
    }

    fn age(path: &Path, seconds: u64) {
        let then = SystemTime::now() - Duration::from_secs(seconds);
        File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
    }

    #[test]
    fn the_longest_unused_go_and_strangers_stay() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("cache");
        for number in 0..10 {
            write(&folder, &key(number), &[0; 100]).unwrap();
            age(&place(&folder, &key(number)), 1000 * (10 - number));
        }
        let stranger = folder.join(LAYOUT).join("notes.txt");
        fs::write(&stranger, "mine").unwrap();
        let shelf = place(&folder, &key(0)).parent().unwrap().to_owned();
        let (left, fresh) = (shelf.join(".new-old"), shelf.join(".new-now"));
        fs::write(&left, "half").unwrap();
        fs::write(&fresh, "half").unwrap();
        age(&left, 7200);

        tidy(&folder, 450);
        let kept: Vec<u64> = (0..10).filter(|&number| place(&folder, &key(number)).exists()).collect();
        assert_eq!(kept, [6, 7, 8, 9]);
        assert!(stranger.exists() && fresh.exists() && !left.exists());
        assert!(folder.join("CACHEDIR.TAG").exists());
    }

    #[test]
    fn an_entry_is_replaced_and_one_that_was_used_stays() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), &key(1), b"old").unwrap();
        write(root.path(), &key(1), b"new").unwrap();
        let path = place(root.path(), &key(1));
        assert_eq!(read(&path, 100).unwrap(), b"new");
        assert_eq!(read(&path, 2), None);
        write(root.path(), &key(2), b"other").unwrap();
        for (path, days) in [(&path, 3), (&place(root.path(), &key(2)), 2)] {
            age(path, days * 24 * 60 * 60);
        }
        touch(&path);
        tidy(root.path(), 4);
        assert!(path.exists());
        assert!(!place(root.path(), &key(2)).exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/cache");
        write(&folder, &key(1), b"x").unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
