package org.nodesnr.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.nodesnr.network.Model;

/**
 * Runs that an engine trains together or one after the other. A run is named by its number in the
 * list that the session was opened with. One thread at a time; listeners may call it back from
 * theirs.
 */
public interface TrainingSession extends AutoCloseable {
  /**
   * @return number of runs
   */
  int size();

  /**
   * @param run number of a run, from 0
   * @return number of updates that it has made
   */
  int step(int run);

  /**
   * @param run number of a run, from 0
   * @return a copy of its network as it is now, with layers that only training has
   */
  Model weights(int run);

  /**
   * Keeps what is needed to go on from here: the weights, what the optimiser remembers and the
   * number of updates. Random streams have no state of their own.
   *
   * @param run number of a run, from 0
   * @param file where to; replaced whole or not at all
   * @param id the run's id
   * @throws IOException when it can't be written
   */
  void save(int run, Path file, String id) throws IOException;

  /**
   * Goes on from what {@link #save} kept; the run then ends bit for bit as if never interrupted.
   *
   * @param run number of a run, from 0
   * @param file where from
   * @param id the run's id
   * @throws IOException when it can't be read
   * @throws org.nodesnr.UserError when it is damaged or of another run; the run is then untouched
   */
  void restore(int run, Path file, String id) throws IOException;

  /**
   * Trains every run to its end, or until its listener stops it, from where it stands. A run that
   * ends, by divergence or otherwise, leaves the others as they are.
   *
   * @param listeners measurements and progress of each run, as many as there are runs
   * @return how each of them ended
   * @throws InterruptedException when the thread is interrupted; every run stands behind a whole
   *     step then
   */
  List<TrainingOutcome> train(List<? extends TrainingListener> listeners)
      throws InterruptedException;

  @Override
  void close();
}
