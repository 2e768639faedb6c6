// Prints the signed address of a card.
//
// node sign.mjs BASE_URL PROJECT_ID PATH KEY [NAME=VALUE ...]
import { createHmac } from "node:crypto";
import { pathToFileURL } from "node:url";

/** Percent-encodes by RFC 3986: everything but letters, digits and -._~ */
const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());

/**
 * The address of the card of a page.
 * @param {string} baseUrl where the server is found
 * @param {string} projectId the project
 * @param {string} path the page's path as it stands in its address, or as plain text
 * @param {string} key the secret of a signing key, used as it is printed
 * @param {Array<[string, string]>} parameters name and value; exp=SECONDS of Unix time ends the signature
 */
export function signedUrl(baseUrl, projectId, path, key, parameters) {
  const segments = path.split("/").filter((s) => s !== "").map((s) => encode(decodeURIComponent(s).normalize("NFC")));
  const target = `/og/${projectId.toLowerCase()}/${segments.join("/")}`;
  const query = parameters
    .map(([name, value]) => [encode(name), encode(value)])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const sig = createHmac("sha256", key).update(`${target}?${query}`).digest("base64url");
  return `${baseUrl.replace(/\/+$/, "")}${target}?${query}${query === "" ? "" : "&"}sig=${sig}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [baseUrl, projectId, path, key, ...rest] = process.argv.slice(2);
  if (key === undefined) {
    console.error("usage: node sign.mjs BASE_URL PROJECT_ID PATH KEY [NAME=VALUE ...]");
    process.exit(2);
  }
  const parameters = rest.map((argument) => {
    const at = argument.indexOf("=");
    return at < 0 ? [argument, ""] : [argument.slice(0, at), argument.slice(at + 1)];
  });
  console.log(signedUrl(baseUrl, projectId, path, key, parameters));
}
