"""JupyterHub for a class on one machine. `docs/hub.md` says how it is started, and what it does not do.

Every setting can be given on the command line too: make hub ARGS="--StudentSpawner.mem_limit=2G".
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from spawning import StudentSpawner  # noqa: E402

c = get_config()  # noqa: F821

# Students come in by one door: the proxy, on this machine only until there is a certificate (start.py).
c.JupyterHub.ip = "127.0.0.1"
# The hub, the proxy and the servers speak TLS with one another, and each asks the other for its certificate:
# who knocks at the port of another student's server without the proxy's certificate gets no answer at all.
c.JupyterHub.internal_ssl = True
c.ConfigurableHTTPProxy.command = [str(Path(sys.prefix) / "node_modules" / ".bin" / "configurable-http-proxy")]

# Unix users with a password, of this group (add_students.py makes them); nobody is an admin.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"rnnlab-students"}
c.PAMAuthenticator.open_sessions = False

# A server each, which runs as its student, within limits.
c.JupyterHub.spawner_class = StudentSpawner
c.StudentSpawner.mem_limit = "1G"
c.StudentSpawner.cpu_limit = 1
c.StudentSpawner.notebook_dir = "~/rnnlab"
c.StudentSpawner.default_url = "/lab/tree/01_concatenation.ipynb"
c.StudentSpawner.environment = {
    "JUPYTER_PREFER_ENV_PATH": "1",
    "OPENBLAS_NUM_THREADS": "1",  # more threads than processors that a student may use only wait
    "OMP_NUM_THREADS": "1",
}
c.StudentSpawner.disable_user_config = True
c.StudentSpawner.args = [
    "--KernelManager.transport=ipc",  # kernels are reached by sockets in a private folder, not by ports
    "--ServerApp.jpserver_extensions=rnnlab.server=True",
    "--LanguageServerManager.autodetect=False",  # it starts node to look for servers that nobody needs here
]
c.StudentSpawner.start_timeout = c.StudentSpawner.http_timeout = 180  # a whole class may press the button at once
c.JupyterHub.active_server_limit = 40
c.JupyterHub.concurrent_spawn_limit = 8

# A server that nobody has used for an hour ends. The service may see who is active and stop servers, no more.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [
            *[sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600", "--cull-every=300"],
            *["--ssl-enabled=true", f"--internal-certs-location={Path('internal-ssl').resolve()}"],
        ],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
