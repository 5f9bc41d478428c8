// The system's Chromium, started once and driven by playwright-core; nothing it loads may leave this machine.
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

// Chromium and Ace keep settings in the user's folder: these tests leave none there.
const settings = mkdtempSync(join(tmpdir(), "chromium-"));
process.env.XDG_CONFIG_HOME = settings;
process.on("exit", () => rmSync(settings, { recursive: true, force: true }));

const EXECUTABLE = process.env.CHROMIUM || "/usr/bin/chromium";
const ARGS = [
	"--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];

export async function launch() {
	try {
		accessSync(EXECUTABLE, constants.X_OK);
	} catch {
		console.error(`no Chromium at ${EXECUTABLE}: run tests/setup.sh test, or set CHROMIUM`);
		process.exit(3);
	}
	return chromium.launch({ executablePath: EXECUTABLE, args: ARGS, timeout: 60000 });
}

// A context without network: a page of a book that asks for anything but a file gets a failed request.
export async function offlineContext(browser, options = {}) {
	const context = await browser.newContext({ serviceWorkers: "block", ...options });
	await context.route(/^(https?|wss?|ftp):/, route => route.abort());
	return context;
}
