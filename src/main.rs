//! Starts the page.

fn main() {
    which_end::start();
}
