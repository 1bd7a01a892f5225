# The image of one student's server, for JupyterHub on Kubernetes, for Binder, or alone:
#   docker build -t rnnlab . && docker run --rm -p 127.0.0.1:8888:8888 rnnlab
# The base is named by its content: the same image each time. Renew tag and digest together, at least each term.
FROM debian:trixie-20260918-slim@sha256:a99cfc517144bc59b1978475ec53b46ecabec7e43635402ee5b77cc54cd1b20a

# Binder and Kubernetes expect user 1000; JupyterHub's part in the image is of the version that their hub has.
ARG NB_USER=jovyan
ARG NB_UID=1000
ARG JUPYTERHUB="jupyterhub==5.5.*"
ENV HOME=/home/${NB_USER} \
    PATH=/opt/rnnlab/venv/bin:${PATH} \
    LANG=C.UTF-8 \
    OPENBLAS_NUM_THREADS=1 \
    RNNLAB_LECTURES=/opt/rnnlab/notebooks

RUN apt-get update \
    && apt-get install -y --no-install-recommends "python3=3.13.*" "python3-venv=3.13.*" "tini=0.19.*" \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid "${NB_UID}" "${NB_USER}"

WORKDIR /opt/rnnlab
COPY pyproject.toml README.md LICENSE ./
COPY rnnlab rnnlab
RUN python3 -m venv venv \
    && venv/bin/pip install --no-cache-dir ".[lab]" "${JUPYTERHUB}" \
    && venv/bin/jupyter labextension disable --level=sys_prefix "@jupyterlab/apputils-extension:announcements" \
    && rm -rf build rnnlab.egg-info
COPY deploy/jupyter_server_config.json venv/etc/jupyter/
COPY deploy/hub/with_lectures.py ./
COPY notebooks notebooks

USER ${NB_UID}
WORKDIR ${HOME}
EXPOSE 8888
# Whatever is started, the lectures are there before it; tini ends what the server leaves behind.
ENTRYPOINT ["tini", "--", "python3", "-P", "/opt/rnnlab/with_lectures.py"]
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser", "--notebook-dir=rnnlab"]
