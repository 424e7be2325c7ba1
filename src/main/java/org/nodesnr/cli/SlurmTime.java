package org.nodesnr.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/**
 * A time limit as {@code sbatch --time} reads it: {@code minutes}, {@code minutes:seconds}, {@code
 * hours:minutes:seconds}, {@code days-hours}, {@code days-hours:minutes} or {@code
 * days-hours:minutes:seconds} (manual of sbatch, Slurm 22.05).
 */
final class SlurmTime {
  /** What Slurm calls no limit. */
  private static final String UNLIMITED = "UNLIMITED";

  private static final Pattern DAYS =
      Pattern.compile("(\\d{1,6})-(\\d{1,6})(?::(\\d{1,6}))?(?::(\\d{1,6}))?");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):(\\d{1,6}):(\\d{1,6})");
  private static final Pattern MINUTES = Pattern.compile("(\\d{1,6})(?::(\\d{1,6}))?");

  private SlurmTime() {}

  /**
   * @param text of the option {@code --time}
   * @param least what a task needs; it must have more
   * @throws UserError for what Slurm doesn't read, and for a limit that is too short
   */
  static void require(String text, Duration least) {
    if (text.equals(UNLIMITED)) {
      return;
    }
    Duration limit = read(text);
    if (limit.isZero()) {
      throw new UserError(
          "--time "
              + text
              + ": Slurm reads it as no limit at all: give "
              + UNLIMITED
              + " if that is meant");
    }
    if (limit.compareTo(least) <= 0) {
      throw new UserError(
          "--time "
              + text
              + ": Slurm reads it as "
              + described(limit)
              + ", too short to start a task and save its states before the limit: give more than "
              + described(least)
              + " (90 is 90 minutes, 4:00:00 four hours, 2-0 two days)");
    }
  }

  private static Duration read(String text) {
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      return Duration.ofDays(number(days, 1))
          .plusHours(number(days, 2))
          .plusMinutes(number(days, 3))
          .plusSeconds(number(days, 4));
    }
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      return Duration.ofHours(number(clock, 1))
          .plusMinutes(number(clock, 2))
          .plusSeconds(number(clock, 3));
    }
    Matcher minutes = MINUTES.matcher(text);
    if (minutes.matches()) {
      return Duration.ofMinutes(number(minutes, 1)).plusSeconds(number(minutes, 2));
    }
    throw new UserError("--time " + text + ": give hours:minutes:seconds or days-hours");
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  /** Minutes and seconds: only what is short is described. */
  private static String described(Duration time) {
    String minutes = counted(time.toMinutes(), "minute");
    String seconds = counted(time.toSecondsPart(), "second");
    if (time.toMinutes() == 0) {
      return seconds;
    }
    return time.toSecondsPart() == 0 ? minutes : minutes + " and " + seconds;
  }

  private static String counted(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
