//! Mutations of the service worker: each breaks one rule, and a scenario must fail. `--bin mutants` runs them.

use crate::failure::{Failure, check};

/// One broken rule of the worker.
#[derive(Clone, Copy, Debug)]
pub struct Mutation {
    /// What is broken.
    pub name: &'static str,
    /// A part of the worker's source, within one line.
    pub from: &'static str,
    /// Its replacement.
    pub to: &'static str,
    /// The scenario that must fail.
    pub scenario: &'static str,
}

impl Mutation {
    /// The worker with this rule broken.
    pub fn apply(&self, worker: &str) -> Result<String, Failure> {
        let times = worker.matches(self.from).count();
        check(times == 1, || {
            format!(
                "“{}”: the worker has “{}” {times} times",
                self.name, self.from
            )
        })?;
        Ok(worker.replacen(self.from, self.to, 1))
    }
}

/// Every rule whose violation would harm somebody. Redundant checks are left out, such as that of a response's status
/// when its integrity is checked too.
pub const MUTATIONS: [Mutation; 16] = [
    Mutation {
        name: "takes files without looking at their integrity",
        from: "integrity: INTEGRITY.get(url),",
        to: "",
        scenario: "release::a_bad_release_changes_nothing",
    },
    Mutation {
        name: "keeps what it could get of a release",
        from: "const files = await Promise.all([...INTEGRITY.keys()].map(async (url) => [url, await fetchSound(url)]));",
        to: "const files = (await Promise.allSettled([...INTEGRITY.keys()].map(async (url) => [url, await fetchSound(url)])))\
             .filter((one) => one.value).map((one) => one.value);",
        scenario: "worker_faults::a_first_installation_that_fails_leaves_nothing",
    },
    Mutation {
        name: "takes a module of another type",
        from: "if (url.endsWith('.wasm')",
        to: "if (url.endsWith('.module')",
        scenario: "worker_faults::a_first_installation_that_fails_leaves_nothing",
    },
    Mutation {
        name: "lets a new release in unasked",
        from: "event.waitUntil(install())",
        to: "event.waitUntil(install().then(() => self.skipWaiting()))",
        scenario: "release::a_new_release_waits_until_asked_for",
    },
    Mutation {
        name: "does not hear that the visitor wants the new release",
        from: "event.data.type === 'activate'",
        to: "event.data.type === 'never'",
        scenario: "release::a_new_release_waits_until_asked_for",
    },
    Mutation {
        name: "never removes an old release",
        from: "event.waitUntil(clearOlder())",
        to: "event.waitUntil(Promise.resolve())",
        scenario: "release::a_new_release_waits_until_asked_for",
    },
    Mutation {
        name: "has one cache for all releases",
        from: "const CACHE = OURS + VERSION;",
        to: "const CACHE = OURS;",
        scenario: "release::a_new_release_waits_until_asked_for",
    },
    Mutation {
        name: "removes the caches of other copies on the host",
        from: "name.startsWith(OURS) && name !== CACHE",
        to: "name !== CACHE",
        scenario: "worker_faults::two_copies_on_one_host_keep_apart",
    },
    Mutation {
        name: "answers every page of the host",
        from: "return PAGES.test(plain.slice(HOME.length)) && plain.startsWith(HOME) ? HOME : undefined;",
        to: "return HOME;",
        scenario: "worker_faults::two_copies_on_one_host_keep_apart",
    },
    Mutation {
        name: "keeps whatever is fetched",
        from: "if (url !== undefined) event.respondWith(answer(event.request, url));",
        to: "event.respondWith(url !== undefined ? answer(event.request, url) : caches.open(CACHE).then(async (cache) => {\
             const found = await fetch(event.request); await cache.put(event.request, found.clone()); return found; }));",
        scenario: "worker_faults::what_the_browser_drops_is_fetched_again",
    },
    Mutation {
        name: "does not fetch again what the browser dropped",
        from: "await cache.put(url, sound.clone());",
        to: "",
        scenario: "worker_faults::what_the_browser_drops_is_fetched_again",
    },
    Mutation {
        name: "fetches again without looking at the integrity",
        from: "const sound = await fetchSound(url);",
        to: "const sound = await fetch(url);",
        scenario: "worker_faults::what_the_browser_drops_is_fetched_again",
    },
    Mutation {
        name: "does not know its page with a query behind it",
        from: "const plain = url.origin + url.pathname;",
        to: "const plain = url.href;",
        scenario: "worker_faults::what_is_kept_outlives_what_the_host_does",
    },
    Mutation {
        name: "gives out whatever is in the cache",
        from: "!== INTEGRITY.get(url)) return undefined;",
        to: "=== '') return undefined;",
        scenario: "worker_faults::what_others_put_into_the_cache_is_not_given_out",
    },
    Mutation {
        name: "gives out the headers in the cache",
        from: "return new Response(body, {",
        to: "return new Response(body, cached); void ({",
        scenario: "worker_faults::what_others_put_into_the_cache_is_not_given_out",
    },
    Mutation {
        name: "asks the host first",
        from: "if (kept) return kept;",
        to: "if (kept) return fetch(request).catch(() => kept);",
        scenario: "worker_faults::what_is_kept_outlives_what_the_host_does",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_breaks_the_worker_as_it_is_now() {
        let worker = include_str!("../../../assets/web/sw.js");
        for mutation in MUTATIONS {
            let broken = mutation.apply(worker);
            assert!(broken.is_ok_and(|broken| broken != worker), "{mutation:?}");
        }
    }
}
