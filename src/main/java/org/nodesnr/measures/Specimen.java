package org.nodesnr.measures;

import java.util.Optional;
import java.util.function.Supplier;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;

/**
 * A network that is measured. Training samples are without augmentation, in the order of their
 * file.
 *
 * @param network as it is now
 * @param initial makes it as it was before the first update; empty where that is not known
 * @param train what it was trained on; empty where that is not known
 * @param test what it is tested on
 * @param last whether the training has ended: what takes long is read then alone
 */
public record Specimen(
    Model network,
    Supplier<Optional<Model>> initial,
    Optional<Samples> train,
    Samples test,
    boolean last) {}
