// Passkeys: the browser makes or uses the key, the form carries the answer. Without script or without a browser that
// can, the pages say so and the other ways in are there.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

export const forMaking = ({ publicKey }, alone) => ({
  publicKey: {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: listed(publicKey.excludeCredentials),
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone ? { userVerification: "required" } : {}),
    },
  },
});

export const forUsing = ({ publicKey }) => ({
  publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: listed(publicKey.allowCredentials) },
});

export const answerOf = (credential) => {
  const said = credential.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  if (said.attestationObject) {
    response.attestationObject = text(said.attestationObject);
    response.transports = said.getTransports ? said.getTransports() : [];
  } else {
    response.authenticatorData = text(said.authenticatorData);
    response.signature = text(said.signature);
    response.userHandle = said.userHandle ? text(said.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment || null,
  };
};

async function asked(form) {
  const kept = document.getElementById("js_data");
  if (kept) return JSON.parse(kept.textContent);
  const answered = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answered.ok) throw new Error(String(answered.status));
  return answered.json();
}

async function run(form) {
  const options = await asked(form);
  const alone = Boolean(form.elements.passwordless?.checked);
  const credential = form.dataset.passkey === "make"
    ? await navigator.credentials.create(forMaking(options.creation_options, alone))
    : await navigator.credentials.get(forUsing(options.request_options));
  form.elements.credential.value = JSON.stringify(answerOf(credential));
  form.submit();
}

const start = () => {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const says = form.querySelector("[role=status]");
    form.querySelector(".without").hidden = true;
    if (!window.PublicKeyCredential) {
      says.textContent = form.dataset.cannot;
      continue;
    }
    form.querySelector("button").hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      says.textContent = "";
      try {
        await run(form);
      } catch {
        says.textContent = form.dataset.failed;
      }
    });
  }
};

if (typeof document !== "undefined") start();
