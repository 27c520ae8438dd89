"""A cheap Argon2id for tests: the same code as production's hasher with less memory."""

from recruitment.accounts.hashers import Argon2idHasher


class CheapArgon2idHasher(Argon2idHasher):
    """Argon2id at its smallest cost."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
