// Passkeys: makes one, or signs with one. Loaded only on pages that offer it; without it those forms stay hidden.
"use strict";
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  if (/^[\d.]+$|:/.test(location.hostname)) return; // passkeys are for a name, not for a number such as 127.0.0.1
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  const made = async (asked) => {
    const key = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: listed(asked.excludeCredentials),
      },
    });
    return [key, { attestationObject: text(key.response.attestationObject) }];
  };
  const used = async (asked) => {
    const key = await navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: listed(asked.allowCredentials) },
    });
    const { authenticatorData, signature, userHandle } = key.response;
    return [key, { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle ? text(userHandle) : null }];
  };

  const send = async (address, body) => {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("no answer");
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error("refused"), { said: said.error });
    return said;
  };

  const go = async (form) => {
    const fields = new FormData(form);
    const asked = await send(form.dataset.ask, fields);
    const [key, response] = await (form.dataset.passkey === "make" ? made : used)(asked);
    response.clientDataJSON = text(key.response.clientDataJSON);
    const credential = { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} };
    fields.set("credential", JSON.stringify(credential));
    fields.delete("current");
    location.assign((await send(form.getAttribute("action"), fields)).to);
  };

  for (const form of document.querySelectorAll("[data-passkey]")) {
    const error = form.querySelector("[data-passkey-error]");
    const otherwise = error.textContent;
    let busy = false;
    form.hidden = false;
    // The press, not the submit: nod.js takes a second submit within a few seconds for a slip, here it is a second try.
    form.addEventListener("click", (event) => {
      if (!event.target.closest("button:not([type=button])")) return;
      event.preventDefault();
      if (busy) return;
      busy = true;
      error.hidden = true;
      go(form).catch((fault) => { error.textContent = fault.said || otherwise; error.hidden = false; }).finally(() => { busy = false; });
    });
  }
  document.querySelectorAll("[data-no-passkey]").forEach((part) => { part.hidden = true; });
})();
