/*
 * EPUBCheck over many books in one virtual machine.
 *
 * The command-line front end of EPUBCheck takes one book and pays two seconds of start-up and a cold
 * compiler for each; here the schemas are parsed once and the code is warm after the first book. That first
 * book is checked alone, because EPUBCheck fills its static tables (messages, event names) on first use and
 * without locks; the others then share one thread per core.
 *
 * usage: EpubCheckAll [--allow CSS-028] BOOK.epub…
 * Per book one line with the four counts and the number of manifest items seen, then every message.
 * Exit: 0 clean; 1 a message of severity fatal, error, warning or usage that is not allowed, or a book in
 * which nothing was looked at; 2 usage.
 */
import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.MessageId;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import com.adobe.epubcheck.util.ReportingLevel;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public final class EpubCheckAll {
	/* Embedded fonts are an author's choice, and this usage note is all that EPUBCheck says about one. */
	private static final Set<String> MAY_BE_ALLOWED = Set.of("CSS-028");

	/* What one book's check found. MasterReport keeps a static set of message ids, so message() with an id is
	 * overridden too: nothing is shared between threads. */
	private static final class Collector extends MasterReport {
		final List<String> lines = new ArrayList<>();
		final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
		private final Set<String> items = new TreeSet<>();
		private final Set<String> allowed;
		int refused;

		Collector(Set<String> allowed) {
			super(false);
			this.allowed = allowed;
			setLocale(Locale.ENGLISH);
			setReportingLevel(ReportingLevel.Usage);
		}

		@Override public void message(MessageId id, EPUBLocation where, Object... args) {
			message(getDictionary().getMessage(id), where, args);
		}

		@Override public void message(Message message, EPUBLocation where, Object... args) {
			Severity severity = message.getSeverity();
			if (severity == Severity.SUPPRESSED)
				return;
			counts.merge(severity, 1, Integer::sum);
			boolean excused = allowed.contains(message.getID().toString());
			if (severity != Severity.INFO && !excused)
				refused++;
			lines.add(String.format(Locale.ROOT, "  %s %s%s %s: %s", severity, message.getID(),
				excused ? " (allowed)" : "", place(where), message.getMessage(args).replaceAll("\\s+", " ").trim()));
		}

		private static String place(EPUBLocation where) {
			if (where == null)
				return "-";
			String path = where.getPath() == null ? "-" : where.getPath();
			return where.getLine() > 0 ? path + ":" + where.getLine() + ":" + where.getColumn() : path;
		}

		@Override public void info(String resource, FeatureEnum feature, String value) {
			if (feature == FeatureEnum.DECLARED_MIMETYPE && resource != null)
				items.add(resource);
		}

		@Override public int generate() { return 0; }
		@Override public void initialize() { }

		int count(Severity severity) { return counts.getOrDefault(severity, 0); }
		int itemCount() { return items.size(); }
	}

	private record Result(String path, Collector found, String failure) {
		boolean clean() { return failure == null && found.refused == 0 && found.itemCount() > 0; }
	}

	private static Result check(String path, Set<String> allowed) {
		Collector found = new Collector(allowed);
		File file = new File(path);
		if (!file.isFile())
			return new Result(path, found, "no such file");
		try {
			EpubCheck check = new EpubCheck(file, found);
			check.setLocale(Locale.ENGLISH);
			check.doValidate();
		} catch (RuntimeException | Error e) {
			return new Result(path, found, "EPUBCheck failed: " + e);
		}
		return new Result(path, found, null);
	}

	private static List<Result> checkAll(List<String> paths, Set<String> allowed) throws Exception {
		List<Result> results = new ArrayList<>();
		results.add(check(paths.get(0), allowed));
		ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
		try {
			List<Future<Result>> pending = new ArrayList<>();
			for (String path : paths.subList(1, paths.size()))
				pending.add(pool.submit(() -> check(path, allowed)));
			for (Future<Result> one : pending)
				results.add(one.get());
		} finally {
			pool.shutdownNow();
		}
		return results;
	}

	private static void print(PrintStream out, Result r) {
		Collector c = r.found;
		out.printf(Locale.ROOT, "%s: %d fatal, %d error, %d warning, %d usage (%d items)%n", r.path,
			c.count(Severity.FATAL), c.count(Severity.ERROR), c.count(Severity.WARNING), c.count(Severity.USAGE),
			c.itemCount());
		c.lines.forEach(out::println);
		if (r.failure != null)
			out.println("  FAILED " + r.failure);
		else if (c.itemCount() == 0)
			out.println("  FAILED no manifest item was looked at");
	}

	public static void main(String[] args) throws Exception {
		Locale.setDefault(Locale.ENGLISH);
		Set<String> allowed = new TreeSet<>();
		List<String> paths = new ArrayList<>();
		for (int i = 0; i < args.length; i++) {
			if (!args[i].equals("--allow"))
				paths.add(args[i]);
			else if (++i < args.length && MAY_BE_ALLOWED.contains(args[i]))
				allowed.add(args[i]);
			else {
				System.err.println("EpubCheckAll: --allow takes one of " + MAY_BE_ALLOWED);
				System.exit(2);
			}
		}
		if (paths.isEmpty()) {
			System.err.println("usage: EpubCheckAll [--allow CSS-028] BOOK.epub…");
			System.exit(2);
		}
		PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		boolean clean = true;
		for (Result r : checkAll(paths, allowed)) {
			print(out, r);
			clean &= r.clean();
		}
		out.flush();
		System.exit(clean ? 0 : 1);
	}
}
