//! Tables as CSV text for spreadsheet programs.

/// Formats rows as CSV (RFC 4180): cells with commas, quotes or line ends are quoted, rows end with CR LF. It starts
/// with a byte order mark, by which spreadsheet programs recognize UTF-8.
///
/// A cell that such a program would evaluate as a formula gets an apostrophe in front: one that begins with `=`, `+`,
/// `-`, `@`, a tab or a line end, unless it is a plain number
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut text = String::from('\u{feff}');
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text
}

fn push(text: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
    let number = cell.strip_prefix('-').is_some_and(|rest| {
        rest.bytes().any(|byte| byte.is_ascii_digit())
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
            && rest.bytes().filter(|byte| *byte == b'.').count() <= 1
    });
    let guard = formula && !number;
    let quoted = cell.contains([',', '"', '\r', '\n', ';']);
    if quoted {
        text.push('"');
    }
    if guard {
        text.push('\'');
    }
    for letter in cell.chars() {
        if letter == '"' {
            text.push('"');
        }
        text.push(letter);
    }
    if quoted {
        text.push('"');
    }
}
