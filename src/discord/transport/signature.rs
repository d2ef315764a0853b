//! Whether a request is from Discord: signed with the application's key, recent, and not a repetition.
//! <https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers>

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serenity::interactions_endpoint::Verifier;

/// How far a timestamp may be from this clock, before or after. Discord waits 3 s for a response; the rest is for clocks
/// that differ.
const WINDOW: Duration = Duration::from_mins(1);
/// Most requests that are remembered, 32 bytes each; beyond that the oldest are forgotten. 1,700 requests a second for a
/// minute fill it.
const REMEMBERED: usize = 100_000;

/// The application's public key: 64 hexadecimal digits, from the page General Information of the application.
#[derive(Clone)]
pub struct PublicKey(Verifier);

impl FromStr for PublicKey {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let mut key = [0; 32];
        hex::decode_to_slice(text, &mut key)
            .map_err(|_| "a public key is 64 hexadecimal digits")?;
        Verifier::try_new(key)
            .map(Self)
            .map_err(|_| "this is no point of the curve that keys are made of")
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PublicKey")
    }
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// It is not signed with the key.
    Signature,
    /// Its timestamp is more than [`WINDOW`] from this clock.
    Time,
    /// It was accepted before.
    Repeated,
}

/// Checks requests and remembers them, so that this process accepts none twice. Several processes behind a balancer do
/// not share this: when one of them dies while it handles a request, the balancer sends the same request to another, which
/// must answer it. Changes are safe to repeat, since each names the version or draft that it applies to.
pub(crate) struct RequestVerifier {
    verifier: Verifier,
    /// Digests of the accepted requests; only signed ones get here.
    taken: HashSet<[u8; 16]>,
    /// The same, oldest first, with the time from which their timestamp is refused anyway.
    order: VecDeque<(Duration, [u8; 16])>,
}

impl RequestVerifier {
    pub(crate) fn new(key: &PublicKey) -> Self {
        Self {
            verifier: key.0.clone(),
            taken: HashSet::new(),
            order: VecDeque::new(),
        }
    }

    /// Accepts or refuses a request; `now` is the time since 1970.
    ///
    /// # Errors
    /// Why it must not be answered.
    pub(crate) fn check(
        &mut self,
        signature: &str,
        timestamp: &str,
        body: &[u8],
        now: Duration,
    ) -> Result<(), Rejection> {
        self.verifier
            .verify(signature, timestamp, body)
            .map_err(|()| Rejection::Signature)?;
        let signed: u64 = timestamp.parse().map_err(|_| Rejection::Time)?;
        let signed = Duration::from_secs(signed);
        if signed.abs_diff(now) > WINDOW {
            return Err(Rejection::Time);
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(timestamp.as_bytes()).update(body);
        let mut digest = [0; 16];
        digest.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        self.forget(now);
        if !self.taken.insert(digest) {
            return Err(Rejection::Repeated);
        }
        self.order.push_back((signed + WINDOW, digest));
        Ok(())
    }

    fn forget(&mut self, now: Duration) {
        while let Some((until, digest)) = self.order.front()
            && (*until < now || self.order.len() >= REMEMBERED)
        {
            self.taken.remove(digest);
            self.order.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer as _, SigningKey};

    use super::*;

    const NOW: Duration = Duration::from_secs(1_700_000_000);

    fn guard() -> (SigningKey, RequestVerifier) {
        let key = SigningKey::from_bytes(&[7; 32]);
        let public = hex::encode(key.verifying_key().as_bytes()).parse().unwrap();
        (key, RequestVerifier::new(&public))
    }

    fn sign(key: &SigningKey, timestamp: &str, body: &str) -> String {
        hex::encode(key.sign(format!("{timestamp}{body}").as_bytes()).to_bytes())
    }

    /// Section 7.1 of RFC 8032: secret key, public key, message, signature. The message stands for timestamp and body
    /// together, so it is cut in two.
    #[test]
    fn the_vectors_of_rfc_8032_are_verified() {
        let vectors = [
            (
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ];
        for (public, message, signature) in vectors {
            let message = hex::decode(message).unwrap();
            let PublicKey(verifier) = public.parse().unwrap();
            assert!(verifier.verify(signature, "", &message).is_ok());
            assert!(
                verifier
                    .verify(&signature.replacen('5', "6", 1), "", &message)
                    .is_err()
            );
            assert!(verifier.verify(signature, "1", &message).is_err());
            // What verifies but carries no timestamp is refused all the same.
            let refused =
                RequestVerifier::new(&PublicKey(verifier)).check(signature, "", &message, NOW);
            assert_eq!(refused, Err(Rejection::Time));
        }
    }

    #[test]
    fn only_what_is_signed_is_taken() {
        let (key, mut guard) = guard();
        let signature = sign(&key, "1700000000", "{}");
        let mut check = |signature: &str, timestamp: &str, body: &str| {
            guard.check(signature, timestamp, body.as_bytes(), NOW)
        };
        assert_eq!(check("", "1700000000", "{}"), Err(Rejection::Signature));
        assert_eq!(
            check(&signature[1..], "1700000000", "{}"),
            Err(Rejection::Signature)
        );
        assert_eq!(
            check(&signature.replace('a', "é"), "1700000000", "{}"),
            Err(Rejection::Signature)
        );
        assert_eq!(
            check(&"0".repeat(128), "1700000000", "{}"),
            Err(Rejection::Signature)
        );
        assert_eq!(
            check(&signature, "1700000001", "{}"),
            Err(Rejection::Signature)
        );
        assert_eq!(
            check(&signature, "1700000000", "{ }"),
            Err(Rejection::Signature)
        );
        assert_eq!(check(&signature, "1700000000", "{}"), Ok(()));
        assert_eq!(
            check(&signature, "1700000000", "{}"),
            Err(Rejection::Repeated)
        );
    }

    #[test]
    fn a_timestamp_that_is_no_number_or_far_from_now_is_refused() {
        let (key, mut guard) = guard();
        for (timestamp, taken) in [
            ("1699999939", Err(Rejection::Time)),
            ("1699999940", Ok(())),
            ("1700000060", Ok(())),
            ("1700000061", Err(Rejection::Time)),
            ("-1", Err(Rejection::Time)),
            ("", Err(Rejection::Time)),
            ("99999999999999999999999", Err(Rejection::Time)),
        ] {
            let signature = sign(&key, timestamp, "{}");
            assert_eq!(
                guard.check(&signature, timestamp, b"{}", NOW),
                taken,
                "{timestamp}"
            );
        }
    }

    #[test]
    fn a_request_of_the_future_is_remembered_as_long_as_it_could_come_again() {
        let (key, mut guard) = guard();
        let signature = sign(&key, "1700000060", "{}");
        assert_eq!(guard.check(&signature, "1700000060", b"{}", NOW), Ok(()));
        let later = NOW + Duration::from_mins(2);
        assert_eq!(
            guard.check(&signature, "1700000060", b"{}", later),
            Err(Rejection::Repeated)
        );
        let too_late = NOW + Duration::from_secs(121);
        assert_eq!(
            guard.check(&signature, "1700000060", b"{}", too_late),
            Err(Rejection::Time)
        );
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (_, mut guard) = guard();
        for number in 0..REMEMBERED as u128 + 10 {
            guard.taken.insert(number.to_le_bytes());
            guard.order.push_back((NOW + WINDOW, number.to_le_bytes()));
            guard.forget(NOW);
        }
        assert!(guard.taken.len() < REMEMBERED && guard.order.len() < REMEMBERED);
        guard.forget(NOW + WINDOW + Duration::from_secs(1));
        assert!(guard.taken.is_empty() && guard.order.is_empty());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let long = "0".repeat(65);
        let wide = "é".repeat(32);
        let signs = "+1".repeat(32);
        for text in ["", "abc", &long, &wide, &signs] {
            assert!(text.parse::<PublicKey>().is_err(), "{text}");
        }
    }
}
