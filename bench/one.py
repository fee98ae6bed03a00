"""Run the jobs of some modules on one county, here and now: python -m bench.one DATABASE ENROLMENTS MODULE…"""

import sys
from importlib import import_module

from bench import setting

setting.use(database=sys.argv[1])
from bench.measure import measure
from bench.place import County

for name in sys.argv[3:]:
    name, _, want = name.partition(":")
    for job in import_module(f"bench.{name}").jobs(County(int(sys.argv[2]), sys.argv[1])):
        if want in job.name:
            m = measure(job, int(sys.argv[2]))
            print(
                f"{m.job:55} {m.ours * 1e3:9.1f} {(m.floor or 0) * 1e3:9.1f}  {m.ratio or 0:6.2f} goal {m.goal}  stm {m.statements} mem {m.memory}",
                flush=True,
            )
