//! TLS in front of the fake Discord, with a self-signed certificate.

use std::path::Path;

use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509NameBuilder};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_native_tls::TlsAcceptor;
use tokio_native_tls::native_tls::{self, Identity};

use super::Discord;

impl Discord {
    /// Gives out addresses with TLS from now on; writes the certificate to a file.
    pub(crate) async fn serve_tls(&self, certificate: &Path) {
        let (pem, identity) = identity();
        std::fs::write(certificate, pem).unwrap();
        let acceptor = TlsAcceptor::from(native_tls::TlsAcceptor::new(identity).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        self.state().tls_port = Some(listener.local_addr().unwrap().port());
        let plain = self.port;
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    let Ok(mut encrypted) = acceptor.accept(stream).await else {
                        return;
                    };
                    let mut discord = TcpStream::connect(("127.0.0.1", plain)).await.unwrap();
                    let _ = copy_bidirectional(&mut encrypted, &mut discord).await;
                });
            }
        });
    }
}

/// A certificate for `localhost`, as PEM and with its key.
fn identity() -> (Vec<u8>, Identity) {
    let key = PKey::from_rsa(Rsa::generate(2_048).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    let serial = BigNum::from_u32(1).unwrap().to_asn1_integer().unwrap();
    builder.set_serial_number(&serial).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    let (today, tomorrow) = (Asn1Time::days_from_now(0), Asn1Time::days_from_now(1));
    builder.set_not_before(&today.unwrap()).unwrap();
    builder.set_not_after(&tomorrow.unwrap()).unwrap();
    let authority = BasicConstraints::new().critical().ca().build().unwrap();
    builder.append_extension(authority).unwrap();
    let mut names = SubjectAlternativeName::new();
    let names = names.dns("localhost");
    let names = names.build(&builder.x509v3_context(None, None)).unwrap();
    builder.append_extension(names).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    let pem = builder.build().to_pem().unwrap();
    let key = key.private_key_to_pem_pkcs8().unwrap();
    let identity = Identity::from_pkcs8(&pem, &key).unwrap();
    (pem, identity)
}
