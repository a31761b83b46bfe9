// seal.js – seals what somebody gave to the server's public key: this device cannot open it again.
// Words become a compact JWE (RFC 7516, ECDH-ES with P-256, A256GCM); the server's side is listening/sealing.py.
import { base64url, four, joined, utf8 } from "./bytes.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const ENC = utf8("A256GCM");
const MARK = utf8("COMMONWEAL-SEALED-1\n");

/** `key`: the server's public key, a JWK with its `kid`. */
export async function sealed(bytes, key, subtle = crypto.subtle) {
  const { kid, kty, crv, x, y } = key;
  const theirs = await subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, []);
  const ours = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const shown = await subtle.exportKey("jwk", ours.publicKey);
  const shared = new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256));
  const epk = { kty: "EC", crv: "P-256", x: shown.x, y: shown.y };
  const head = base64url(utf8(JSON.stringify({ alg: "ECDH-ES", enc: "A256GCM", kid, epk })));
  const content = await subtle.importKey("raw", await agreed(shared, subtle), "AES-GCM", false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const asked = { name: "AES-GCM", iv, additionalData: utf8(head), tagLength: 128 };
  const whole = new Uint8Array(await subtle.encrypt(asked, content, bytes));
  const [text, tag] = [whole.subarray(0, whole.length - 16), whole.subarray(whole.length - 16)];
  return [head, "", base64url(iv), base64url(text), base64url(tag)].join(".");
}

/** The key both sides come to: one round of the Concat KDF (NIST SP 800-56A), as RFC 7518 §4.6 asks. */
async function agreed(shared, subtle) {
  const about = joined(four(1), shared, four(ENC.length), ENC, four(0), four(0), four(256));
  return subtle.digest("SHA-256", about);
}

/** A file under a key of its own, and that key sealed before it: bytes to keep and to send. */
export async function sealedFile(bytes, key, subtle = crypto.subtle) {
  const own = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const content = await subtle.importKey("raw", own, "AES-GCM", false, ["encrypt"]);
  const text = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, content, bytes));
  return joined(MARK, utf8(`${await sealed(own, key, subtle)}\n`), iv, text);
}
