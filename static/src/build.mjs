// Builds everything the pages load into static_build/: three files of our own making and the
// images. One classic script, because hashed static storage does not rewrite module imports.
import { cpSync, mkdirSync, statSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const source = dirname(fileURLToPath(import.meta.url));
const root = resolve(source, "..", "..");
const target = join(root, "static_build");
// What a page may weigh on the wire, in bytes. The build stops when it grows past this.
const limits = { "app.css": 20_000, "app.js": 12_000 };

mkdirSync(target, { recursive: true });

for (const name of ["app", "admin"]) {
  const { css } = sass.compile(join(source, "scss", `${name}.scss`), {
    loadPaths: [join(root, "node_modules")],
    style: "compressed",
    quietDeps: true,
  });
  // The content security policy allows images and fonts from our own origin alone.
  if (/url\(\s*["']?(data:|https?:|\/\/)/.test(css)) {
    throw new Error(`${name}.css asks for something that the content security policy blocks`);
  }
  writeFileSync(join(target, `${name}.css`), css);
}

await esbuild.build({
  entryPoints: [join(source, "js", "app.js"), join(source, "js", "passkeys.js")],
  outdir: target,
  bundle: true,
  format: "iife",
  minify: true,
  target: ["es2018"],
  legalComments: "none",
});

cpSync(join(source, "images"), join(target, "images"), { recursive: true });

for (const name of ["app.css", "admin.css", "app.js", "passkeys.js"]) {
  const compressed = brotliCompressSync(readFileSync(join(target, name))).length;
  console.log(`${name}: ${statSync(join(target, name)).size} bytes, ${compressed} compressed`);
  if (compressed > (limits[name] ?? Infinity)) {
    throw new Error(`${name} is heavier than ${limits[name]} bytes compressed`);
  }
}
