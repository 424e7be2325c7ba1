def resamples(regimes, count=4_000):
    """How often each resample of whole regimes has each run; the same draws for as many regimes."""
    names, of = np.unique(regimes, return_inverse=True)
    draws = np.random.default_rng(21).integers(0, len(names), (count, len(names)))
    places = (draws + len(names) * np.arange(count)[:, None]).ravel()
    return np.bincount(places, minlength=count * len(names)).reshape(count, len(names))[:, of]


def centred_ranks(values, times):
    """Ranks in each resample less their mean; equal values share the mean of theirs."""
    distinct, place = np.unique(values, return_inverse=True)
    counts = times @ np.eye(len(distinct))[place]
    ranks = counts.cumsum(axis=1) - (counts - 1) / 2
    return ranks[:, place] - (times.sum(axis=1, keepdims=True) + 1) / 2


def over_regimes(rows, quantity, target, times):
    """Spearman's rho, and the ends of its 95% interval over resamples."""
    a, b = (centred_ranks(rows[name], times) for name in (quantity, target))
    with np.errstate(invalid="ignore"):
        rhos = (times * a * b).sum(axis=1) / np.sqrt((times * a * a).sum(axis=1) * (times * b * b).sum(axis=1))
    return correlations(rows[quantity], rows[target])["spearman"], *np.nanpercentile(rhos, [2.5, 97.5])
